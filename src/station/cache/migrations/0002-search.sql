-- The search index: filled behind the cursor, never by the line. `row` grows with time, so the newest stand last.
CREATE TABLE search_alerts (
  row INTEGER PRIMARY KEY,
  alert_id TEXT NOT NULL UNIQUE,
  epoch_number INTEGER NOT NULL,
  raised_seq INTEGER NOT NULL,
  raised_at_ms REAL NOT NULL
) STRICT;

-- Folded words of the alert and of the notes about it; in `tags` one word each for severity, state, source and drill.
-- Contentless: the texts themselves stand in `alerts` and `facts`.
CREATE VIRTUAL TABLE search_words USING fts5 (words, tags, content = '', contentless_delete = 1, tokenize = 'unicode61');

CREATE VIRTUAL TABLE search_areas USING rtree (row, west_deg, east_deg, south_deg, north_deg);

-- The rows raised in each hour, as bounds: a time range becomes a range of rows.
CREATE TABLE search_hours (hour INTEGER PRIMARY KEY, first_row INTEGER NOT NULL, last_row INTEGER NOT NULL) STRICT;

-- Which facts are about which alert.
CREATE TABLE search_facts (
  row INTEGER NOT NULL,
  epoch_number INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (row, epoch_number, seq)
) STRICT, WITHOUT ROWID;

-- Logs by a short number, in the order in which the station met them.
CREATE TABLE search_epochs (number INTEGER PRIMARY KEY, epoch TEXT NOT NULL UNIQUE) STRICT;
