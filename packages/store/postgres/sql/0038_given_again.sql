-- Which kept answer a question was given, and how near that one's question lies; null where it was the very same. Never shown:
-- from cosines a question could be guessed.
ALTER TABLE question ADD COLUMN given text, ADD COLUMN given_cosine real;
CREATE INDEX question_wrong_hit ON question (tenant, judged_at) WHERE given_cosine IS NOT NULL AND helpful = false;
