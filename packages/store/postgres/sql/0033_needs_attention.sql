-- Which documents cannot be read in until somebody does something, in the record of changes too: as 'problem', with the code of
-- what is wrong before and after; null for nothing. One that is tried again by itself has none.
CREATE FUNCTION standing_problem(d document) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN d.due_at IS NULL THEN d.problem->>'code' END
$$;

CREATE FUNCTION record_problem() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO change (tenant, document, before, after, kind, list)
    VALUES (NEW.tenant, NEW.id, standing_problem(OLD), standing_problem(NEW), 'problem', NEW.access_list);
  RETURN NULL;
END $$;
CREATE TRIGGER record_problem AFTER UPDATE ON document FOR EACH ROW
  WHEN (CASE WHEN OLD.due_at IS NULL THEN OLD.problem->>'code' END
    IS DISTINCT FROM CASE WHEN NEW.due_at IS NULL THEN NEW.problem->>'code' END)
  EXECUTE FUNCTION record_problem();

CREATE FUNCTION record_problem_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO change (tenant, document, before, after, kind, list)
    VALUES (OLD.tenant, OLD.id, standing_problem(OLD), NULL, 'problem', OLD.access_list);
  RETURN OLD;
END $$;
CREATE TRIGGER record_problem_gone BEFORE DELETE ON document FOR EACH ROW
  WHEN (OLD.due_at IS NULL AND OLD.problem IS NOT NULL)
  EXECUTE FUNCTION record_problem_gone();
