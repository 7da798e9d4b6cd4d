-- Builds of indexes outside of this database, which follow the record of changes: see IndexBuilds in packages/contracts.
CREATE TABLE index_build (
  -- Its name as a consumer, too.
  name text PRIMARY KEY,
  form text NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  -- All live documents up to this id have been listed into it.
  listed_to uuid,
  is_listed boolean NOT NULL DEFAULT false
);

-- Which process feeds them.
CREATE TABLE index_feeder (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  holder text NOT NULL,
  held_until timestamptz NOT NULL
);
