-- What lets the gateway start without reading years, and forget raw readings. All of it is derived from the facts.

-- The room's model as of a position, in parts. The row here is written last: without it the parts are of a snapshot that was not finished.
CREATE TABLE snapshots (position INTEGER PRIMARY KEY, made_at_ms REAL NOT NULL, hash TEXT NOT NULL) STRICT;
CREATE TABLE snapshot_parts (
  position INTEGER NOT NULL,
  part INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (position, part)
) STRICT;

-- Readings in periods. `basis` is never mixed, and `drill_id` is '' for reality.
CREATE TABLE reading_roll_ups (
  gauge_id TEXT NOT NULL,
  drill_id TEXT NOT NULL,
  basis TEXT NOT NULL,
  period TEXT NOT NULL,
  start_ms REAL NOT NULL,
  count INTEGER NOT NULL,
  min_m REAL NOT NULL,
  max_m REAL NOT NULL,
  sum_m REAL NOT NULL,
  last_m REAL NOT NULL,
  first_at_ms REAL NOT NULL,
  last_at_ms REAL NOT NULL,
  PRIMARY KEY (gauge_id, drill_id, basis, period, start_ms)
) STRICT, WITHOUT ROWID;

-- Former identities of this log, each with why it was given up.
CREATE TABLE epochs (
  epoch TEXT PRIMARY KEY,
  ended_at_ms REAL NOT NULL,
  last_position INTEGER NOT NULL,
  why TEXT NOT NULL
) STRICT, WITHOUT ROWID;
