-- Requests that may be sent again after their answer was lost: see IdempotentRequests in packages/contracts.
CREATE TABLE idempotent_request (
  tenant text NOT NULL,
  subject text NOT NULL,
  -- A hash of it: it is of any length, and whoever knows it could ask in somebody's place.
  key text NOT NULL,
  begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Until then it is under way, unless it is answered.
  held_until timestamptz NOT NULL,
  -- Who holds it, so that one whose time ran out settles nothing.
  holder uuid NOT NULL,
  -- What was asked, hashed, with what was sent; null until it is answered.
  request text,
  answer jsonb,
  PRIMARY KEY (tenant, subject, key)
);
CREATE INDEX idempotent_request_begun ON idempotent_request (begun_at);
