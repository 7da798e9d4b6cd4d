-- Documents that may have chunks which are neither live nor staged, so that sweeping these need not look at all the others.
-- Whatever may leave some says so in its own transaction; who has looked and found none takes it back.
ALTER TABLE document ADD COLUMN unswept boolean NOT NULL DEFAULT false;
UPDATE document d SET unswept = true WHERE EXISTS (
  SELECT 1 FROM chunk c WHERE c.document = d.id
    AND c.version IS DISTINCT FROM d.live_version AND c.version IS DISTINCT FROM d.staged_version);
CREATE INDEX document_unswept ON document (tenant, id) WHERE unswept;

-- By a trigger, since versions are taken from view in half a dozen statements.
CREATE FUNCTION mark_unswept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.unswept := true;
  RETURN NEW;
END $$;
CREATE TRIGGER mark_unswept BEFORE UPDATE ON document FOR EACH ROW
  WHEN (OLD.live_version NOT IN (coalesce(NEW.live_version, ''), coalesce(NEW.staged_version, ''))
     OR OLD.staged_version NOT IN (coalesce(NEW.live_version, ''), coalesce(NEW.staged_version, '')))
  EXECUTE FUNCTION mark_unswept();
