-- What a document is found by in the list of documents, beside its path: name and title, format, whether something of it was
-- left out. With the document and not with its version, so that one index answers for all of it.
ALTER TABLE document ADD COLUMN name text NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN format text;
ALTER TABLE document ADD COLUMN read_in_part boolean NOT NULL DEFAULT false;

-- As people type it: letters as Unicode folds them, whatever the database's own collation is.
CREATE FUNCTION name_of(key text, title text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT lower(normalize(left(key, 600) || E'\n' || left(coalesce(title, ''), 500), NFKC) COLLATE pg_c_utf8)
$$;

-- Every three letters in a row, so that any part of a name is found. Postgres' own extension for that is not everywhere.
CREATE FUNCTION found_by(name text, format text, read_in_part boolean) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY(SELECT DISTINCT substr(name, at, 3) FROM generate_series(1, length(name) - 2) AS at)
    || CASE WHEN format IS NULL THEN '{}' ELSE ARRAY['format ' || format] END
    || CASE WHEN read_in_part THEN ARRAY['left out'] ELSE '{}' END
$$;

CREATE FUNCTION name_document() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE live version;
BEGIN
  SELECT * INTO live FROM version WHERE document = NEW.id AND version = NEW.live_version;
  NEW.name := name_of(NEW.key, live.title);
  NEW.format := live.format;
  NEW.read_in_part := coalesce(live.read_in_part, false);
  RETURN NEW;
END $$;

UPDATE document d SET name = name_of(d.key, v.title), format = v.format, read_in_part = coalesce(v.read_in_part, false)
  FROM document same LEFT JOIN version v ON v.document = same.id AND v.version = same.live_version WHERE same.id = d.id;

CREATE TRIGGER name_inserted BEFORE INSERT ON document FOR EACH ROW EXECUTE FUNCTION name_document();
CREATE TRIGGER name_changed BEFORE UPDATE ON document FOR EACH ROW
  WHEN (OLD.live_version IS DISTINCT FROM NEW.live_version) EXECUTE FUNCTION name_document();

CREATE INDEX document_found_by ON document USING gin (found_by(name, format, read_in_part));
-- The list by when a file was changed; one that was not looked at yet counts from when it was noticed.
CREATE INDEX document_changed ON document (tenant, coalesce(modified_at, noticed_at), id);
