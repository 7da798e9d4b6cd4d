-- Every change of what readers may find, written in the transaction that makes it: by triggers, so that no statement that
-- makes one can forget to. See ChangeLog in packages/contracts.
CREATE TABLE change (
  -- Of the transaction that made it; or of an earlier one that overtook it, see place_change.
  transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  tenant text NOT NULL,
  document uuid NOT NULL,
  before text,
  after text,
  kind text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (transaction_id, seq)
);
CREATE INDEX change_document ON change (document, transaction_id);

CREATE TABLE change_consumer (
  name text PRIMARY KEY,
  -- Up to and including this change it has applied all.
  transaction_id xid8 NOT NULL,
  seq bigint NOT NULL
);

-- The changes of one document are made under the lock of its row, one after the other, but not always in the order of
-- their transactions' numbers: one that locks many documents has its number before it has the last lock. What an earlier
-- number overtakes moves before it, which nobody has read by then: nothing above an open transaction is read.
CREATE FUNCTION place_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE change c SET transaction_id = n.transaction_id FROM written n
   WHERE c.document = n.document AND c.transaction_id > n.transaction_id;
  RETURN NULL;
END $$;
CREATE TRIGGER place AFTER INSERT ON change REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION place_change();

CREATE FUNCTION record_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.live_version IS DISTINCT FROM OLD.live_version
     AND EXISTS (SELECT 1 FROM document_reader WHERE document = NEW.id) THEN
    INSERT INTO change (tenant, document, before, after, kind)
      VALUES (NEW.tenant, NEW.id, OLD.live_version, NEW.live_version, 'version');
  END IF;
  IF NEW.staged_version IS DISTINCT FROM OLD.staged_version THEN
    INSERT INTO change (tenant, document, before, after, kind)
      VALUES (NEW.tenant, NEW.id, OLD.staged_version, NEW.staged_version, 'staged');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER record_version AFTER UPDATE ON document FOR EACH ROW
  WHEN (OLD.live_version IS DISTINCT FROM NEW.live_version OR OLD.staged_version IS DISTINCT FROM NEW.staged_version)
  EXECUTE FUNCTION record_version();

-- Before its readers go with it.
CREATE FUNCTION record_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM document_reader WHERE document = OLD.id) THEN
    INSERT INTO change (tenant, document, before, after, kind)
      VALUES (OLD.tenant, OLD.id, OLD.live_version, NULL, 'version');
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER record_deletion BEFORE DELETE ON document FOR EACH ROW
  WHEN (OLD.live_version IS NOT NULL) EXECUTE FUNCTION record_deletion();

-- The documents' rows are locked first, in their order: a version that goes live meanwhile is recorded before or after.
CREATE FUNCTION record_granted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM document WHERE id IN (SELECT document FROM granted) ORDER BY id FOR NO KEY UPDATE;
  INSERT INTO change (tenant, document, before, after, kind)
    SELECT d.tenant, d.id,
           CASE WHEN (SELECT count(*) FROM document_reader r WHERE r.document = d.id) > g.readers THEN d.live_version END,
           d.live_version, 'readers'
      FROM (SELECT document, count(*) AS readers FROM granted GROUP BY document) g JOIN document d ON d.id = g.document
     WHERE d.live_version IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER record_granted AFTER INSERT ON document_reader REFERENCING NEW TABLE AS granted
  FOR EACH STATEMENT EXECUTE FUNCTION record_granted();

CREATE FUNCTION record_revoked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM document WHERE id IN (SELECT document FROM revoked) ORDER BY id FOR NO KEY UPDATE;
  INSERT INTO change (tenant, document, before, after, kind)
    SELECT d.tenant, d.id, d.live_version,
           CASE WHEN EXISTS (SELECT 1 FROM document_reader r WHERE r.document = d.id) THEN d.live_version END, 'readers'
      FROM (SELECT DISTINCT document FROM revoked) g JOIN document d ON d.id = g.document
     WHERE d.live_version IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER record_revoked AFTER DELETE ON document_reader REFERENCING OLD TABLE AS revoked
  FOR EACH STATEMENT EXECUTE FUNCTION record_revoked();
