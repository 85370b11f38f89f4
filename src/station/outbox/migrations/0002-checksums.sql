-- A checksum beside every request, written with it. Requests from before have none and are not judged.
ALTER TABLE requests ADD COLUMN checksum INTEGER;

-- What a damaged row still says, kept to be read by hand: it is not sent, and it is not thrown away.
CREATE TABLE damaged (
  position INTEGER PRIMARY KEY,
  found_at_ms REAL NOT NULL,
  content TEXT NOT NULL
) STRICT;
