-- What is searched. Rows are inserted and deleted, never updated: an update in place would be lost by a BM25
-- index that is built later (pg_textsearch 0.6.1).
CREATE TABLE chunk (
  id uuid PRIMARY KEY,
  document uuid NOT NULL,
  version text NOT NULL,
  ordinal integer NOT NULL,
  heading_path text[] NOT NULL,
  start_at integer NOT NULL,
  end_at integer NOT NULL,
  parent_start integer NOT NULL,
  parent_end integer NOT NULL,
  page integer,
  -- What a person reads.
  text text NOT NULL,
  -- What BM25 indexes and the model read: heading path and text.
  indexed_text text NOT NULL,
  embedding_model text NOT NULL,
  -- Without dimensions: each model has a partial HNSW index of its own (see postgres/vector-index.ts).
  embedding vector NOT NULL
);
CREATE INDEX chunk_document ON chunk (document, version);
CREATE INDEX chunk_bm25 ON chunk USING bm25 (indexed_text) WITH (text_config = 'english');

-- The section around chunks (their parent), for BM25 alone: a word that a question shares with the next paragraph
-- speaks for this one too. See postgres/search-lexical.ts.
CREATE TABLE section (
  document uuid NOT NULL,
  version text NOT NULL,
  start_at integer NOT NULL,
  end_at integer NOT NULL,
  indexed_text text NOT NULL,
  PRIMARY KEY (document, version, start_at, end_at)
);
CREATE INDEX section_bm25 ON section USING bm25 (indexed_text) WITH (text_config = 'english');
