-- Who may read: a document points to an access list, a list to principals. So a change of who may read is one of a few rows
-- and touches no document, however many there are. Until now each bucket had one list, copied to each of its documents.
CREATE TABLE access_list (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant text NOT NULL,
  -- See postgres/access-lists.ts.
  name text NOT NULL,
  UNIQUE (tenant, name)
);
CREATE TABLE access_list_principal (
  tenant text NOT NULL,
  principal text NOT NULL,
  list bigint NOT NULL REFERENCES access_list ON DELETE CASCADE,
  PRIMARY KEY (tenant, principal, list)
);
CREATE INDEX access_list_principal_list ON access_list_principal (list);

INSERT INTO access_list (tenant, name)
  SELECT tenant, 'bucket ' || bucket FROM (SELECT tenant, name AS bucket FROM bucket UNION SELECT tenant, bucket FROM document) b;
INSERT INTO access_list (tenant, name) SELECT DISTINCT tenant, 'canary' FROM access_list;
INSERT INTO access_list_principal (tenant, principal, list)
  SELECT r.tenant, r.principal, l.id FROM bucket_reader r JOIN access_list l ON l.tenant = r.tenant AND l.name = 'bucket ' || r.bucket;
INSERT INTO access_list_principal (tenant, principal, list)
  SELECT tenant, 'footnote:canary', id FROM access_list WHERE name = 'canary';

DROP TRIGGER record_granted ON document_reader;
DROP TRIGGER record_revoked ON document_reader;
DROP FUNCTION record_granted;
DROP FUNCTION record_revoked;
ALTER TABLE document ADD COLUMN access_list bigint REFERENCES access_list;
UPDATE document d SET access_list = l.id FROM access_list l
 WHERE l.tenant = d.tenant AND l.name = CASE WHEN d.key = '.footnote-canary.md' THEN 'canary' ELSE 'bucket ' || d.bucket END;
ALTER TABLE document ALTER COLUMN access_list SET NOT NULL;
CREATE INDEX document_access_list ON document (access_list) WHERE live_version IS NOT NULL;
DROP TABLE document_reader;
DROP TABLE bucket_reader;

-- Vectors of what was deleted are found again under the same list. What was spared before, for an hour at most, does not say
-- under which it was.
DELETE FROM spare_embedding;
ALTER TABLE spare_embedding DROP CONSTRAINT spare_embedding_pkey;
ALTER TABLE spare_embedding DROP COLUMN readers;
ALTER TABLE spare_embedding ADD COLUMN access_list bigint NOT NULL;
ALTER TABLE spare_embedding ADD PRIMARY KEY (key, access_list);

-- A change is one of a document, or of who is on a list. What was recorded before does not say under which list a document
-- was, so that consumers begin anew.
DELETE FROM change;
DELETE FROM change_consumer;
ALTER TABLE change ALTER COLUMN document DROP NOT NULL;
ALTER TABLE change ADD COLUMN list bigint NOT NULL;
ALTER TABLE change ADD COLUMN principals text[];
CREATE INDEX change_list ON change (list, transaction_id) WHERE document IS NULL;

-- The same for lists as for documents, see 0014.
CREATE OR REPLACE FUNCTION place_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE change c SET transaction_id = n.transaction_id FROM written n
   WHERE c.document = n.document AND c.transaction_id > n.transaction_id;
  UPDATE change c SET transaction_id = n.transaction_id FROM written n
   WHERE c.document IS NULL AND n.document IS NULL AND c.list = n.list AND c.transaction_id > n.transaction_id;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION record_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.live_version IS DISTINCT FROM OLD.live_version THEN
    INSERT INTO change (tenant, document, before, after, kind, list)
      VALUES (NEW.tenant, NEW.id, OLD.live_version, NEW.live_version, 'version', NEW.access_list);
  ELSIF NEW.access_list <> OLD.access_list AND NEW.live_version IS NOT NULL THEN
    INSERT INTO change (tenant, document, before, after, kind, list)
      VALUES (NEW.tenant, NEW.id, NEW.live_version, NEW.live_version, 'readers', NEW.access_list);
  END IF;
  IF NEW.staged_version IS DISTINCT FROM OLD.staged_version THEN
    INSERT INTO change (tenant, document, before, after, kind, list)
      VALUES (NEW.tenant, NEW.id, OLD.staged_version, NEW.staged_version, 'staged', NEW.access_list);
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER record_version ON document;
CREATE TRIGGER record_version AFTER UPDATE ON document FOR EACH ROW
  WHEN (OLD.live_version IS DISTINCT FROM NEW.live_version OR OLD.staged_version IS DISTINCT FROM NEW.staged_version
    OR OLD.access_list <> NEW.access_list)
  EXECUTE FUNCTION record_version();

CREATE OR REPLACE FUNCTION record_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO change (tenant, document, before, after, kind, list)
    VALUES (OLD.tenant, OLD.id, OLD.live_version, NULL, 'version', OLD.access_list);
  RETURN OLD;
END $$;

-- Lists are locked first, in their order: of two that change one, the later sees what the earlier left.
CREATE FUNCTION record_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM access_list WHERE id IN (SELECT list FROM changed) ORDER BY id FOR NO KEY UPDATE;
  INSERT INTO change (tenant, kind, list, principals)
    SELECT l.tenant, 'list', l.id, ARRAY(SELECT p.principal FROM access_list_principal p WHERE p.list = l.id ORDER BY 1)
      FROM access_list l WHERE l.id IN (SELECT list FROM changed);
  RETURN NULL;
END $$;
CREATE TRIGGER record_granted AFTER INSERT ON access_list_principal REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION record_list();
CREATE TRIGGER record_revoked AFTER DELETE ON access_list_principal REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION record_list();
