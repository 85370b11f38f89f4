-- Readings in periods, by the log they came from: raw ones are kept for a time only. `drill_id` is '' for reality.
CREATE TABLE reading_roll_ups (
  epoch TEXT NOT NULL,
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
  PRIMARY KEY (epoch, gauge_id, drill_id, basis, period, start_ms)
) STRICT, WITHOUT ROWID;

-- How far the readings of each log are in them.
CREATE TABLE rolled_up (epoch TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
