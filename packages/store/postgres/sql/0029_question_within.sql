-- Where a question was to be looked for, as BUCKET or BUCKET/PATH; null where that was everywhere.
ALTER TABLE question ADD COLUMN within text[];

-- What lies below a folder, byte by byte, whatever the database's collation is: see access/within.ts.
CREATE INDEX document_path ON document (tenant, bucket, left(key, 600) text_pattern_ops) WHERE live_version IS NOT NULL;
