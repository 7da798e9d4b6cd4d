-- A vector of 384 dimensions is 1.5 kB, and was stored apart from its row: each of the hundred nearest cost two look-ups more,
-- a third of a search by vector. Rows that are there already are moved when they are written anew.
ALTER TABLE chunk ALTER COLUMN embedding SET STORAGE MAIN;
ALTER TABLE chunk SET (toast_tuple_target = 8160);
