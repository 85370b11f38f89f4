-- The log: one row a fact. `position` orders all streams; `seq` is gap-free within its stream.
CREATE TABLE facts (
  position INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  recorded_at_ms REAL NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (stream, seq)
) STRICT;

-- Answers to requests, by idempotency key: written with the facts they caused, returned when the key comes again.
CREATE TABLE answers (
  key TEXT PRIMARY KEY,
  answered_at_ms REAL NOT NULL,
  result TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
