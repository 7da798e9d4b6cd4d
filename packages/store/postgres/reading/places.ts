import { READABLE } from "../access/visible.ts";

/** A file that lies in more places than these is not listed in full. */
const MOST_PLACES = 100;

/**
 * SQL for the documents that hold a version now and that the reader may read, by bucket and key, as an array of JSON.
 * `$1` and `$2` are the reader: see visible.ts.
 */
export function placesOf(version: string): string {
  return `(SELECT jsonb_agg(jsonb_build_object('document', place.id, 'bucket', place.bucket, 'key', place.key))
     FROM (SELECT d.id, d.bucket, d.key FROM version v
             JOIN document d ON d.id = v.document AND d.live_version = v.version
            WHERE v.version = ${version} AND ${READABLE}
            ORDER BY d.bucket, left(d.key, 600), d.id LIMIT ${MOST_PLACES}) place)`;
}
