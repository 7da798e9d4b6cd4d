import { SKIPPED_CODES } from "@footnote/contracts";

const SKIPPED = SKIPPED_CODES.map((code) => `'${code}'`).join(", ");

/**
 * The state of the document in alias `d`: it is derived, so that it can never disagree with what is due. One that only
 * waits for a version of the next pipeline is as live as before.
 */
export const STATE = `CASE WHEN d.due_at IS NOT NULL AND d.problem IS NOT NULL THEN 'failed'
  WHEN d.due_at IS NOT NULL AND NOT (d.lane = 'staging' AND d.live_version IS NOT NULL) THEN 'queued'
  WHEN d.problem->>'code' IN (${SKIPPED}) THEN 'skipped'
  WHEN d.problem IS NOT NULL THEN 'dead' ELSE 'live' END`;
