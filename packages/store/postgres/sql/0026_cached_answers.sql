-- Answers that were given before: see AnswerCache in packages/contracts, and decision 37. Whether one still holds is no row
-- that somebody has to write: each look-up compares it with what is live, and with what went live since.

-- Which transaction made a version live: whoever has a snapshot of some moment knows by it what went live since.
ALTER TABLE recent_version ADD COLUMN transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX recent_version_since ON recent_version (access_list, transaction_id);
-- What was dropped of these, oldest first, is not told any more to whoever has a snapshot from before.
CREATE TABLE recent_version_horizon (transaction_id xid8 NOT NULL);
INSERT INTO recent_version_horizon VALUES ('0');

-- As in 0025. A content that comes back is as new as one that never was there.
CREATE OR REPLACE FUNCTION tally_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tally_live(OLD, -1);
  PERFORM tally_live(NEW, 1);
  IF NEW.live_version IS NOT NULL THEN
    INSERT INTO recent_version (access_list, document, version)
      SELECT NEW.access_list, document, version FROM version WHERE document = NEW.id AND version = NEW.live_version
      ON CONFLICT (document, version) DO UPDATE
        SET access_list = excluded.access_list, transaction_id = excluded.transaction_id, seq = DEFAULT;
  END IF;
  RETURN NULL;
END $$;

CREATE TABLE cached_answer (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant text NOT NULL,
  -- Of the ids of the lists that let its reader read.
  fingerprint uuid NOT NULL,
  recipe text NOT NULL,
  -- Half a SHA-256 of recipe and normalised question.
  key uuid NOT NULL,
  -- As it was understood.
  question text NOT NULL,
  model text NOT NULL,
  vector vector NOT NULL,
  -- The question's words as the indexes of terms are asked for them, and those of them that name something.
  terms text NOT NULL,
  identifiers text[] NOT NULL,
  -- All that was retrieved: ids, and for each a hash of the version.
  documents uuid[] NOT NULL,
  versions uuid[] NOT NULL,
  -- Those of them of which the answer holds words.
  cited uuid[] NOT NULL,
  -- What went live since is not among the candidates: taken before the search, and anew whenever that was found to be so.
  seen pg_snapshot NOT NULL,
  -- Chunks that went live since the search and are hits of it, although no candidates.
  drifted integer NOT NULL DEFAULT 0,
  -- See CandidateBar.
  bar json,
  answer json NOT NULL,
  milliseconds double precision NOT NULL,
  tokens_read integer NOT NULL,
  tokens_written integer NOT NULL,
  bytes integer NOT NULL,
  kept_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz NOT NULL,
  uses integer NOT NULL DEFAULT 0,
  UNIQUE (tenant, fingerprint, key)
);
-- Without the list of what is yet to be sorted in, which each deletion of a document would have to go through.
CREATE INDEX cached_answer_cited ON cached_answer USING gin (cited) WITH (fastupdate = off);

-- The words of what is deleted are gone with it, in its transaction. What is replaced is kept for a time in any case.
CREATE FUNCTION forget_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM cached_answer WHERE cited && ARRAY[OLD.id];
  RETURN OLD;
END $$;
CREATE TRIGGER forget_answers_of_withdrawn AFTER UPDATE ON document FOR EACH ROW
  WHEN (OLD.live_version IS NOT NULL AND NEW.live_version IS NULL) EXECUTE FUNCTION forget_answers();
CREATE TRIGGER forget_answers_of_deleted AFTER DELETE ON document FOR EACH ROW EXECUTE FUNCTION forget_answers();

-- How often answers were given again, what that saved, and why others were not.
CREATE TABLE cached_answer_count (
  tenant text NOT NULL,
  name text NOT NULL,
  amount double precision NOT NULL,
  PRIMARY KEY (tenant, name)
);

CREATE TABLE cache_calibration (
  tenant text NOT NULL,
  model text NOT NULL,
  -- See CacheCalibration.
  calibration json NOT NULL,
  PRIMARY KEY (tenant, model)
);
