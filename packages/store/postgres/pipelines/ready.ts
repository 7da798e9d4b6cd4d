/** Live documents of buckets, their live version `v` and their staged one `s`, for the conditions below. */
export const LIVE_OF_BUCKETS = `FROM bucket b
  JOIN document d ON d.tenant = b.tenant AND d.bucket = b.name AND d.live_version IS NOT NULL
  JOIN version v ON v.document = d.id AND v.version = d.live_version
  LEFT JOIN version s ON s.document = d.id AND s.version = d.staged_version`;
/** It has a version for `b.next`, made from what is live. */
export const STAGED = "(s.pipeline = b.next AND s.etag IS NOT DISTINCT FROM v.etag)";
/** It needs nothing more for the switch to `b.next`. */
export const READY = `(v.pipeline = b.next OR ${STAGED})`;
export const FAILED = `(NOT ${READY} AND d.staging_problem ->> 'pipeline' = b.next)`;
