-- Other posts whose facts were brought by bundles. Their facts stand apart from ours, under the epoch of their own log.
CREATE TABLE posts (
  epoch TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  brought_at_ms REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE post_facts (
  position INTEGER PRIMARY KEY,
  epoch TEXT NOT NULL REFERENCES posts (epoch),
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (epoch, stream, seq)
) STRICT;
