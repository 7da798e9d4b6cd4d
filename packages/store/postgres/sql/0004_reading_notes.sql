-- What was left out of a version when it was read, and what is not quite as it stood: see ReadingNote.
ALTER TABLE version ADD COLUMN notes jsonb NOT NULL DEFAULT '[]';
-- Whether a note tells of something that nobody can find: such documents are counted and listed.
ALTER TABLE version ADD COLUMN read_in_part boolean NOT NULL DEFAULT false;
CREATE INDEX version_read_in_part ON version (document, version) WHERE read_in_part;
