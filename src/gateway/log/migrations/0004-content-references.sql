-- Which contents (photos, documents, clips) the facts name, counted by the database itself: whatever brings a fact or lets it go, the
-- rows here go with it. `shelf` is '' for facts of this log, and 'post' for those of other posts.
CREATE TABLE content_references (
  sha256 TEXT NOT NULL,
  shelf TEXT NOT NULL,
  position INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  PRIMARY KEY (sha256, shelf, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX content_references_of ON content_references (shelf, position);

CREATE TRIGGER facts_name_contents AFTER INSERT ON facts WHEN NEW.type = 'alert.noted' BEGIN
  INSERT OR IGNORE INTO content_references (sha256, shelf, position, bytes)
  SELECT json_extract(value, '$.sha256'), '', NEW.position, json_extract(value, '$.bytes') FROM json_each(NEW.body, '$.payload.attachments');
END;
CREATE TRIGGER facts_let_contents_go AFTER DELETE ON facts WHEN OLD.type = 'alert.noted' BEGIN
  DELETE FROM content_references WHERE shelf = '' AND position = OLD.position;
END;

CREATE TRIGGER post_facts_name_contents AFTER INSERT ON post_facts WHEN NEW.stream = 'alerts' BEGIN
  INSERT OR IGNORE INTO content_references (sha256, shelf, position, bytes)
  SELECT json_extract(value, '$.sha256'), 'post', NEW.position, json_extract(value, '$.bytes') FROM json_each(NEW.body, '$.payload.attachments')
  WHERE json_extract(NEW.body, '$.type') = 'alert.noted';
END;
CREATE TRIGGER post_facts_let_contents_go AFTER DELETE ON post_facts BEGIN
  DELETE FROM content_references WHERE shelf = 'post' AND position = OLD.position;
END;
