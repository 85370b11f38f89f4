-- The past, packed behind the search index: it is most of a cache, and is seldom looked at.

-- Runs of facts of one log and stream, without a gap, as one compressed text with a line for each.
CREATE TABLE fact_blocks (
  block INTEGER PRIMARY KEY,
  epoch_number INTEGER NOT NULL,
  stream TEXT NOT NULL,
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  body BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  UNIQUE (epoch_number, stream, first_seq)
) STRICT;

-- Alerts that nobody has to do anything about any more, by their row in the index: the state without what the source said, and the fact
-- in which it said that (null where the state has it all). A row of a former generation is what was known before a snapshot.
CREATE TABLE past_alerts (
  row INTEGER PRIMARY KEY,
  generation INTEGER NOT NULL,
  content_epoch_number INTEGER,
  content_seq INTEGER,
  body TEXT NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;

-- The words that begin alike, for a word that is still being typed: those of letters only, which are few.
CREATE TABLE search_terms (term TEXT PRIMARY KEY, uses INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta (key, value) SELECT 'termsAfter', '' WHERE EXISTS (SELECT 1 FROM search_alerts);
