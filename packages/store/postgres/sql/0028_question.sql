-- What was asked, what was answered, and what its asker thinks of that: see QuestionLog in packages/contracts.
CREATE TABLE question (
  id uuid PRIMARY KEY,
  tenant text NOT NULL,
  subject text NOT NULL,
  conversation uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  -- When it was kept, in time that passed: see 0006_clock.sql.
  kept_at timestamptz NOT NULL,
  question text NOT NULL,
  -- One for all that differ in case, spaces and marks at their end alone: see questions/same.ts.
  same text NOT NULL,
  as_of timestamptz,
  status text NOT NULL,
  -- See KeptAnswer; null where it was too long, or a version that it cites is gone.
  answer jsonb,
  -- [{document, version, chunk}], best first.
  found jsonb NOT NULL,
  -- What came closest, best first.
  closest uuid[] NOT NULL,
  -- Whoever may not read all of these documents is not told of the question; nor who does not see the lists they stood under.
  rests_on uuid[] NOT NULL,
  lists bigint[] NOT NULL,
  helpful boolean,
  reason text,
  comment text,
  judged_at timestamptz,
  -- The content team has seen to it.
  settled_at timestamptz
);
CREATE INDEX question_asker ON question (tenant, subject, asked_at DESC, id DESC);
CREATE INDEX question_conversation ON question (conversation, asked_at);
CREATE INDEX question_same ON question (tenant, same, asked_at);
CREATE INDEX question_kept ON question (kept_at);
CREATE INDEX question_unanswered ON question (tenant, asked_at DESC)
  WHERE (status IN ('closest', 'not_found') OR NOT helpful) AND settled_at IS NULL;

-- An answer says what these versions say, so that it goes with the first of them.
CREATE TABLE question_source (
  question uuid NOT NULL REFERENCES question ON DELETE CASCADE,
  document uuid NOT NULL,
  version text NOT NULL,
  PRIMARY KEY (document, version, question),
  FOREIGN KEY (document, version) REFERENCES version ON DELETE CASCADE
);
CREATE INDEX question_source_question ON question_source (question);

CREATE FUNCTION forget_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE question SET answer = NULL WHERE id IN (SELECT question FROM gone) AND answer IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER forget_answer AFTER DELETE ON question_source REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION forget_answer();

CREATE TABLE question_share (
  token uuid PRIMARY KEY,
  tenant text NOT NULL,
  subject text NOT NULL,
  conversation uuid NOT NULL,
  -- What was asked later is not shown.
  shared_at timestamptz NOT NULL,
  UNIQUE (tenant, subject, conversation)
);
