import { formatDuration } from "../../format/quantity.ts";
import type { Ingestion } from "../use-ingestion.ts";
import { PresenceNotice } from "./presence-notice.tsx";

/** What is wrong with a bucket is said without being asked. */
export function BucketNotices({ limitSeconds, buckets }: Pick<Ingestion, "limitSeconds" | "buckets">) {
  const late = buckets.filter(({ canary }) => canary.state === "late");
  return (
    <>
      {buckets.map(({ bucket, presence }) => (
        <PresenceNotice key={bucket} bucket={bucket} presence={presence} />
      ))}
      {late.map(({ bucket, canary }) => (
        <div class="notice notice-trouble" role="alert" key={bucket}>
          <p>
            <strong>New files in {bucket} are late.</strong> {canary.reason} They are promised to be
            answerable within {formatDuration(limitSeconds)}. Nothing is lost: they are read as soon as this
            is mended.
          </p>
        </div>
      ))}
    </>
  );
}
