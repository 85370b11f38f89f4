-- Facts as they came, by the log they came from: facts of a former log stay readable under its epoch.
CREATE TABLE facts (
  epoch TEXT NOT NULL,
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL,
  type TEXT NOT NULL,
  at_ms REAL NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (epoch, stream, seq)
) STRICT, WITHOUT ROWID;

-- The fold of the facts: every alert as it stands. Changed in the same transaction as the cursor.
CREATE TABLE alerts (
  id TEXT PRIMARY KEY,
  in_queue INTEGER NOT NULL,
  raised_seq INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX alerts_in_queue ON alerts (raised_seq) WHERE in_queue = 1;

CREATE TABLE cursors (stream TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- epoch, room, last contact.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
