-- Requests that the gateway has not confirmed, in the order they were made.
CREATE TABLE requests (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  input TEXT NOT NULL,
  made_at_ms REAL NOT NULL,
  failure TEXT
) STRICT;

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
