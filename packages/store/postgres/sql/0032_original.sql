-- What a version was made from, where it was replaced through us: so that it can be put back. It goes with the version, and so
-- with the document.
CREATE TABLE original (
  document uuid NOT NULL,
  version text NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (document, version),
  FOREIGN KEY (document, version) REFERENCES version ON DELETE CASCADE
);
