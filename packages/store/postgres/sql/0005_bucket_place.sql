-- Where a bucket was last found, {identity, parts}: an empty mount point in its stead is not the bucket.
ALTER TABLE bucket ADD COLUMN place jsonb;
