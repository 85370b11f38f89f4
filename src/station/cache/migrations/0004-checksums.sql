-- A checksum beside every row, written with it: SQLite itself does not notice a byte that another hand or a bad disk changed.
-- Rows from before have none and are not judged.
ALTER TABLE facts ADD COLUMN checksum INTEGER;
ALTER TABLE alerts ADD COLUMN checksum INTEGER;
