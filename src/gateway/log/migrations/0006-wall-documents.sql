-- Pictures, documents and clips on the wall are contents too: kept as long as a fact of the wall names them. Wherever a tile or an item
-- of a sequence shows one, its reference is the object `document`.
CREATE TRIGGER wall_facts_name_contents AFTER INSERT ON facts WHEN NEW.type IN ('wall.shown', 'scene.saved') BEGIN
  INSERT OR IGNORE INTO content_references (sha256, shelf, position, bytes)
  SELECT json_extract(value, '$.sha256'), '', NEW.position, json_extract(value, '$.bytes') FROM json_tree(NEW.body, '$.payload')
  WHERE key = 'document' AND type = 'object';
END;
CREATE TRIGGER wall_facts_let_contents_go AFTER DELETE ON facts WHEN OLD.type IN ('wall.shown', 'scene.saved') BEGIN
  DELETE FROM content_references WHERE shelf = '' AND position = OLD.position;
END;
