import type { Freshness } from "@footnote/contracts";
import type { Ingestion, WatchedBucket } from "../../api/ingestion.ts";
import { countOf, formatDuration } from "../../format/quantity.ts";
import { CanaryLine } from "./canary-line.tsx";
import { PERCENTILES } from "./percentiles.ts";
import { PresenceNotice } from "./presence-notice.tsx";
import { STAGE_NAMES } from "./stages.ts";

/** How fresh each bucket is, stage by stage, and what its canary proves. What is late is said without being asked. */
export function BucketFreshness({ limitSeconds, buckets }: Pick<Ingestion, "limitSeconds" | "buckets">) {
  if (buckets.length === 0) return null;
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
      <details class="bucket-freshness">
        <summary>How long each stage takes{buckets.length > 1 && ", by bucket"}</summary>
        {buckets.map((bucket) => (
          <BucketFigures key={bucket.bucket} bucket={bucket} />
        ))}
        <p class="quiet">
          Each stage counts from the end of the one before it, the first one from when the file was written. A
          file is promised to be answerable within {formatDuration(limitSeconds)}.
        </p>
      </details>
    </>
  );
}

function BucketFigures({
  bucket: { bucket, versions, answerable, stages, canary },
}: {
  bucket: WatchedBucket;
}) {
  return (
    <section aria-labelledby={`bucket-${bucket}`}>
      <h2 id={`bucket-${bucket}`}>
        {bucket} <span class="quiet">{countOf(versions, "version")} measured</span>
      </h2>
      <CanaryLine canary={canary} />
      {answerable.p50 !== null && (
        <table class="stage-table" aria-label={`Stages in ${bucket}`}>
          <thead>
            <tr>
              <th scope="col">Stage</th>
              {PERCENTILES.map(({ name, meaning }) => (
                <th scope="col" key={name}>
                  <abbr title={meaning}>{name}</abbr>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {STAGE_NAMES.map(([stage, name]) => (
              <StageRow key={stage} name={name} freshness={stages[stage]} />
            ))}
          </tbody>
          <tfoot>
            <StageRow name="in all" freshness={answerable} />
          </tfoot>
        </table>
      )}
    </section>
  );
}

function StageRow({ name, freshness }: { name: string; freshness: Freshness }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {PERCENTILES.map(({ name: percentile }) => (
        <td key={percentile}>
          {freshness[percentile] === null ? "–" : formatDuration(freshness[percentile])}
        </td>
      ))}
    </tr>
  );
}
