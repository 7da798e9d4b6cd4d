import type { WatchedBucket } from "@footnote/client";
import type { Freshness } from "@footnote/contracts";
import { countOf, formatDuration } from "../../format/quantity.ts";
import type { Ingestion } from "../use-ingestion.ts";
import { CanaryLine } from "./canary-line.tsx";
import { PERCENTILES } from "./percentiles.ts";
import { STAGE_NAMES } from "./stages.ts";

/** How fresh each bucket is, stage by stage, and what its canary proves. */
export function BucketFreshness({ limitSeconds, buckets }: Pick<Ingestion, "limitSeconds" | "buckets">) {
  if (buckets.length === 0) return null;
  return (
    <section class="bucket-freshness" aria-labelledby="stages-title">
      <h2 id="stages-title">How long each stage takes{buckets.length > 1 && ", by bucket"}</h2>
      {buckets.map((bucket) => (
        <BucketFigures key={bucket.bucket} bucket={bucket} />
      ))}
      <p class="quiet">
        Each stage counts from the end of the one before it, the first one from when the file was written. A
        file is promised to be answerable within {formatDuration(limitSeconds)}.
      </p>
    </section>
  );
}

function BucketFigures({
  bucket: { bucket, versions, answerable, stages, canary },
}: {
  bucket: WatchedBucket;
}) {
  return (
    <section aria-labelledby={`bucket-${bucket}`}>
      <h3 id={`bucket-${bucket}`}>
        {bucket} <span class="quiet">{countOf(versions, "version")} measured</span>
      </h3>
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
