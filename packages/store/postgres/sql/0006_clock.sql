-- How long something has been kept is counted in time that passed, not in what clocks show, which can be set by days:
-- `retired_at` and `spared_at` are the clock's time less what it was ever set forward (or the time was off).
CREATE TABLE clock (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  -- What the clock showed when it was looked at last.
  seen_at timestamptz NOT NULL,
  skipped interval NOT NULL DEFAULT '0'
);
INSERT INTO clock (seen_at) VALUES (now());
