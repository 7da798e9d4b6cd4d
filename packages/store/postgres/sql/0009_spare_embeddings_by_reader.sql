-- A vector is found again only for a document with the same readers: that it was there tells what another one says.
-- What was spared before, for an hour at most, does not say whose it was.
DELETE FROM spare_embedding;
ALTER TABLE spare_embedding DROP CONSTRAINT spare_embedding_pkey;
-- A hash of the readers of the document that was deleted: a list of them may be longer than an index entry.
ALTER TABLE spare_embedding ADD COLUMN readers uuid NOT NULL;
ALTER TABLE spare_embedding ADD PRIMARY KEY (key, readers);
