-- Whether objects of the bucket may name readers of their own: then nobody may read what is new until it was looked at. See
-- postgres/access/object-readers.ts.
ALTER TABLE bucket ADD COLUMN object_readers boolean NOT NULL DEFAULT false;
