-- Versions are kept for a time after they were live, pipelines are built beside the one that serves, and vectors are
-- found again by what they were made from.

CREATE TABLE pipeline (
  tenant text NOT NULL,
  id text NOT NULL,
  -- See PipelineDescription.
  description jsonb NOT NULL,
  PRIMARY KEY (tenant, id)
);

-- What new objects are read with, what is being built beside it, what a rollback goes back to, and what one put aside.
ALTER TABLE bucket ADD COLUMN serving text;
ALTER TABLE bucket ADD COLUMN next text;
ALTER TABLE bucket ADD COLUMN previous text;
ALTER TABLE bucket ADD COLUMN held text;

ALTER TABLE document ADD COLUMN lane text NOT NULL DEFAULT 'change';
-- Ready for the bucket's next pipeline, unseen; or why it is not: {code, reason, stage, pipeline, at}.
ALTER TABLE document ADD COLUMN staged_version text;
ALTER TABLE document ADD COLUMN staging_problem jsonb;
UPDATE document SET problem = problem || jsonb_build_object('at', now()) WHERE problem IS NOT NULL;
DROP INDEX document_due;
CREATE INDEX document_due ON document (tenant, lane, due_at, id) WHERE due_at IS NOT NULL;

ALTER TABLE version ADD COLUMN model text NOT NULL DEFAULT '';
ALTER TABLE version ADD COLUMN reused integer NOT NULL DEFAULT 0;
-- Since when it is neither live nor staged; null while it is.
ALTER TABLE version ADD COLUMN retired_at timestamptz;
UPDATE version v SET retired_at = now() FROM document d
 WHERE d.id = v.document AND d.live_version IS DISTINCT FROM v.version;
UPDATE version SET times = times || jsonb_build_object('indexed', times -> 'live');
CREATE INDEX version_retired ON version (retired_at) WHERE retired_at IS NOT NULL;
-- Few but for the model that serves: whether another one is still searched is asked with every question.
CREATE INDEX version_model ON version (model) WHERE retired_at IS NULL;
-- Identical files have the same version.
CREATE INDEX version_version ON version (version);

-- When a version was what readers found: several times, where a content came back.
CREATE TABLE live_period (
  document uuid NOT NULL,
  version text NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  PRIMARY KEY (document, version, from_at),
  FOREIGN KEY (document, version) REFERENCES version ON DELETE CASCADE
);
INSERT INTO live_period (document, version, from_at)
  SELECT v.document, v.version, v.created_at FROM version v JOIN document d ON d.id = v.document AND d.live_version = v.version;

-- Half a SHA-256 of tenant, model and text: whose vector this is.
ALTER TABLE chunk ADD COLUMN embedding_key uuid;
CREATE INDEX chunk_embedding_key ON chunk (embedding_key);

-- Chunks and sections of versions that are kept and not searched but `as of` a time. Apart, so that they neither count
-- in the statistics of BM25 nor crowd what is live out of a scan; without HNSW, since such questions are rare.
CREATE TABLE past_chunk (LIKE chunk);
ALTER TABLE past_chunk ADD PRIMARY KEY (id);
ALTER TABLE past_chunk ADD FOREIGN KEY (document, version) REFERENCES version ON DELETE CASCADE;
CREATE INDEX past_chunk_document ON past_chunk (document, version);
CREATE INDEX past_chunk_embedding_key ON past_chunk (embedding_key);
CREATE INDEX past_chunk_bm25 ON past_chunk USING bm25 (indexed_text) WITH (text_config = 'english');
CREATE TABLE past_section (LIKE section);
ALTER TABLE past_section ADD PRIMARY KEY (document, version, start_at, end_at);
ALTER TABLE past_section ADD FOREIGN KEY (document, version) REFERENCES version ON DELETE CASCADE;
CREATE INDEX past_section_bm25 ON past_section USING bm25 (indexed_text) WITH (text_config = 'english');
CREATE VIEW kept_chunk AS SELECT * FROM chunk UNION ALL SELECT * FROM past_chunk;

-- Vectors of what was deleted, for a short time: a file that is renamed is deleted here and new there.
CREATE TABLE spare_embedding (
  key uuid PRIMARY KEY,
  embedding vector NOT NULL,
  spared_at timestamptz NOT NULL
);
