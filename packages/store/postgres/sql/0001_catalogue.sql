-- What is known of every object, and every version of its text.

-- Fencing numbers come from one sequence, so that a key that was deleted and put again never repeats one.
CREATE SEQUENCE claim_number;

CREATE TABLE bucket (
  tenant text NOT NULL,
  name text NOT NULL,
  -- Where a folder bucket lies, so that a later start without configuration finds it again.
  folder text,
  -- Freshness of an object that is older than this counts from here: nobody promised it before.
  first_watched_at timestamptz NOT NULL DEFAULT now(),
  -- False while no process answers from it: its documents keep their rows and lose their readers.
  attached boolean NOT NULL DEFAULT true,
  PRIMARY KEY (tenant, name)
);

CREATE TABLE bucket_reader (
  tenant text NOT NULL,
  bucket text NOT NULL,
  principal text NOT NULL,
  PRIMARY KEY (tenant, bucket, principal)
);

CREATE TABLE document (
  id uuid PRIMARY KEY,
  tenant text NOT NULL,
  bucket text NOT NULL,
  key text NOT NULL,
  -- The object as last seen.
  etag text,
  size bigint,
  modified_at timestamptz,
  live_version text,
  -- When it is to be looked at; null where there is nothing to do. Together with `problem` this is the state:
  -- due and no problem: queued; due and a problem: failed; not due and a problem: dead; else live.
  due_at timestamptz,
  -- Counts looks: a look that arrives while a worker is busy with the key must not be lost when it commits.
  looks bigint NOT NULL DEFAULT 0,
  noticed_at timestamptz,
  claim bigint NOT NULL DEFAULT 0,
  -- A claim that is older than this may be taken over.
  leased_until timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  -- {code, reason, stage}; null while all is well.
  problem jsonb
);
-- The order of every list. A path may be longer than an index entry (2,704 bytes), hence its first 600 characters;
-- that a key has one row is held by `id`, which is made of tenant, bucket and key.
CREATE INDEX document_key ON document (tenant, bucket, left(key, 600), id);
CREATE INDEX document_due ON document (tenant, due_at) WHERE due_at IS NOT NULL;

-- Permissions live apart from content: a change needs no embedding and holds from the next read.
CREATE TABLE document_reader (
  document uuid NOT NULL REFERENCES document ON DELETE CASCADE,
  principal text NOT NULL,
  PRIMARY KEY (principal, document)
);
CREATE INDEX document_reader_document ON document_reader (document);

CREATE TABLE version (
  document uuid NOT NULL REFERENCES document ON DELETE CASCADE,
  version text NOT NULL,
  pipeline text NOT NULL,
  etag text NOT NULL,
  title text NOT NULL,
  format text NOT NULL,
  pages integer,
  -- UTF-16 code units of the canonical text.
  length integer NOT NULL,
  chunks integer NOT NULL,
  -- Seconds from written (or first watched, where that is later) to live.
  answerable_after double precision NOT NULL,
  -- {written, noticed, claimed, fetched, parsed, embedded, live}
  times jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (document, version)
);

-- The canonical text in pieces of a few thousand characters, so that opening one passage of a long document
-- reads that passage. Offsets count UTF-16 code units, which SQL's substring() does not.
CREATE TABLE segment (
  document uuid NOT NULL,
  version text NOT NULL,
  start_at integer NOT NULL,
  end_at integer NOT NULL,
  text text NOT NULL,
  blocks jsonb NOT NULL,
  PRIMARY KEY (document, version, start_at),
  FOREIGN KEY (document, version) REFERENCES version ON DELETE CASCADE
);
