-- How long an answer took, and whether somebody has looked whether it is right: see LiveAnswer in packages/contracts.
ALTER TABLE question ADD COLUMN milliseconds integer, ADD COLUMN reviewed_at timestamptz;
-- Ids are drawn by chance, so that the first of them are a sample.
CREATE INDEX question_asked ON question (tenant, asked_at);
