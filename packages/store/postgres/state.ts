/** The state of the document in alias `d`: it is derived, so that it can never disagree with what is due. */
export const STATE = `CASE WHEN d.due_at IS NOT NULL AND d.problem IS NULL THEN 'queued'
  WHEN d.due_at IS NOT NULL THEN 'failed' WHEN d.problem IS NOT NULL THEN 'dead' ELSE 'live' END`;
