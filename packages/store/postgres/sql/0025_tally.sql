-- How many documents stand under each access list, kept as they change: counting them anew takes seconds at a million, and
-- people look all the time. A reader's figures are the sums over the reader's lists.

-- Amounts to be summed up. Each change adds a row, so that nobody waits for anybody's counter; now and then the rows of one
-- kind are replaced by their sum: see postgres/tally.ts.
CREATE TABLE tally (
  access_list bigint NOT NULL,
  bucket text NOT NULL,
  documents bigint NOT NULL,
  answerable bigint NOT NULL,
  read_in_part bigint NOT NULL
);
CREATE INDEX tally_list ON tally (access_list);

-- The newest versions under each list: how soon they were answerable and what of them was embedded anew is told of these, and
-- not of all that there ever were.
CREATE TABLE recent_version (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  access_list bigint NOT NULL,
  document uuid NOT NULL,
  version text NOT NULL,
  UNIQUE (document, version),
  FOREIGN KEY (document, version) REFERENCES version ON DELETE CASCADE
);
CREATE INDEX recent_version_list ON recent_version (access_list, seq);

CREATE FUNCTION tally_live(d document, sign int) RETURNS void LANGUAGE sql AS $$
  INSERT INTO tally (access_list, bucket, documents, answerable, read_in_part)
    SELECT d.access_list, d.bucket, sign, CASE WHEN d.live_version IS NULL THEN 0 ELSE sign END,
           CASE WHEN EXISTS (SELECT 1 FROM version v WHERE v.document = d.id AND v.version = d.live_version AND v.read_in_part)
                THEN sign ELSE 0 END
$$;

CREATE FUNCTION tally_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tally (access_list, bucket, documents, answerable, read_in_part)
    SELECT access_list, bucket, count(*), 0, 0 FROM inserted GROUP BY access_list, bucket;
  RETURN NULL;
END $$;
CREATE TRIGGER tally_inserted AFTER INSERT ON document REFERENCING NEW TABLE AS inserted
  FOR EACH STATEMENT EXECUTE FUNCTION tally_inserted();

CREATE FUNCTION tally_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tally_live(OLD, -1);
  PERFORM tally_live(NEW, 1);
  IF NEW.live_version IS NOT NULL THEN
    INSERT INTO recent_version (access_list, document, version)
      SELECT NEW.access_list, document, version FROM version WHERE document = NEW.id AND version = NEW.live_version
      ON CONFLICT (document, version) DO UPDATE SET access_list = excluded.access_list;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER tally_changed AFTER UPDATE ON document FOR EACH ROW
  WHEN (OLD.live_version IS DISTINCT FROM NEW.live_version OR OLD.access_list <> NEW.access_list)
  EXECUTE FUNCTION tally_changed();

-- Before its versions go with it.
CREATE FUNCTION tally_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tally_live(OLD, -1);
  RETURN OLD;
END $$;
CREATE TRIGGER tally_deleted BEFORE DELETE ON document FOR EACH ROW EXECUTE FUNCTION tally_deleted();

INSERT INTO tally (access_list, bucket, documents, answerable, read_in_part)
  SELECT d.access_list, d.bucket, count(*), count(d.live_version), count(*) FILTER (WHERE v.read_in_part)
    FROM document d LEFT JOIN version v ON v.document = d.id AND v.version = d.live_version GROUP BY d.access_list, d.bucket;
INSERT INTO recent_version (access_list, document, version)
  SELECT access_list, document, version FROM (
    SELECT d.access_list, v.document, v.version, v.created_at FROM document d JOIN version v ON v.document = d.id
     WHERE v.version IS DISTINCT FROM d.staged_version ORDER BY v.created_at DESC LIMIT 10000) newest
   ORDER BY created_at;

-- What is not simply live: few, unless much is new.
CREATE INDEX document_open ON document (access_list) WHERE due_at IS NOT NULL OR problem IS NOT NULL;
-- As they are shown.
CREATE INDEX document_problem ON document (access_list, bucket, left(key, 600), id) WHERE problem IS NOT NULL;
