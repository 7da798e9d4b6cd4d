-- What webhooks are told, and what became of it: see WebhookQueue in packages/contracts.
CREATE TABLE webhook_delivery (
  -- Made of the endpoint and the change, so that a change that is read twice is told once.
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  endpoint text NOT NULL,
  tenant text NOT NULL,
  event text NOT NULL,
  -- No reference: what was told of a document is known when it is gone.
  document uuid NOT NULL,
  -- The version that is answerable, or the code of what is wrong.
  subject text NOT NULL,
  at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  -- When it is tried next; null once that is over.
  due_at timestamptz,
  -- delivered, failed, withheld; null while it waits.
  outcome text,
  -- Of the last answer, and what was wrong with it.
  status integer,
  trouble text,
  settled_at timestamptz
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_delivery_seq ON webhook_delivery (endpoint, seq);
