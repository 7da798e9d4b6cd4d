import type { Pipeline, PipelineProgress as Progress } from "@footnote/contracts";
import { countOf, formatCount } from "../../format/quantity.ts";

/** What is being built beside the pipeline that answers: nothing is shown where there is nothing to wait for. */
export function PipelineProgress({ pipelines }: { pipelines: readonly Progress[] }) {
  const building = pipelines.filter(({ next }) => next !== null);
  if (building.length === 0) return null;
  return (
    <section class="pipelines" aria-labelledby="pipelines-title">
      <h2 id="pipelines-title">Being read anew</h2>
      <p class="quiet">
        How files are read has changed. Answers come from the files as they were read before, until all are
        ready.
      </p>
      <ul>
        {building.map((progress) => (
          <li key={progress.bucket}>
            <BucketProgress {...progress} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function BucketProgress({ bucket, next, documents, staged, failed }: Progress) {
  const done = staged + failed;
  return (
    <>
      <p>
        <span class="title">{bucket}</span>{" "}
        <span class="quiet">
          {formatCount(staged)} of {countOf(documents, "document")} ready
          {failed > 0 && `, ${formatCount(failed)} failed`}
          {next && ` · ${describe(next)}`}
        </span>
      </p>
      <progress aria-label={`Reading ${bucket} anew`} value={done} max={documents || 1} />
      {failed > 0 && done >= documents && (
        <p class="reason">
          What failed keeps the bucket from switching. Mend those files, or switch without them with{" "}
          <code>footnote pipeline switch --force</code>.
        </p>
      )}
    </>
  );
}

/** @example "all-MiniLM-L6-v2-int8, recursive chunks" */
function describe({ description: { model, chunker } }: Pipeline): string {
  return `${model}, ${chunker.strategy} chunks`;
}
