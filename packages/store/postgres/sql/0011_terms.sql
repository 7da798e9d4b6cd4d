-- What BM25 indexes is no longer a text that Postgres takes apart, but the terms that the analyzer makes of it (see
-- postgres/lexemes.ts). The words of a row that is older than that are found as they are written, until the document's
-- next version replaces it: the analyzer is part of the pipeline, so each has one to come. No row is touched: an index of
-- vectors would have to be built anew.
DROP VIEW kept_chunk;
DROP INDEX chunk_bm25;
DROP INDEX section_bm25;
DROP INDEX past_chunk_bm25;
DROP INDEX past_section_bm25;
ALTER TABLE chunk RENAME COLUMN indexed_text TO terms;
ALTER TABLE section RENAME COLUMN indexed_text TO terms;
ALTER TABLE past_chunk RENAME COLUMN indexed_text TO terms;
ALTER TABLE past_section RENAME COLUMN indexed_text TO terms;
CREATE INDEX chunk_bm25 ON chunk USING bm25 (terms) WITH (text_config = 'simple');
CREATE INDEX section_bm25 ON section USING bm25 (terms) WITH (text_config = 'simple');
CREATE INDEX past_chunk_bm25 ON past_chunk USING bm25 (terms) WITH (text_config = 'simple');
CREATE INDEX past_section_bm25 ON past_section USING bm25 (terms) WITH (text_config = 'simple');
CREATE VIEW kept_chunk AS SELECT * FROM chunk UNION ALL SELECT * FROM past_chunk;
