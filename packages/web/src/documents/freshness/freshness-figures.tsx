import type { Status } from "@footnote/contracts";
import { countOf, formatCount, formatDuration } from "../../format/quantity.ts";
import { PERCENTILES } from "./percentiles.ts";

/** How soon after being written the live documents were answerable, and how little was embedded twice. */
export function FreshnessFigures({ freshness, embedding }: Pick<Status, "freshness" | "embedding">) {
  if (freshness.p50 === null) return null;
  return (
    <section class="freshness" aria-label="From written to answerable">
      <p class="freshness-title">From written to answerable</p>
      <dl>
        {PERCENTILES.map(({ name, meaning }) => (
          <div key={name}>
            <dt>
              <abbr title={meaning}>{name}</abbr>
            </dt>
            <dd>{freshness[name] === null ? "–" : formatDuration(freshness[name])}</dd>
          </div>
        ))}
      </dl>
      {embedding.share !== null && embedding.reused > 0 && (
        <p>
          <abbr title={`${formatCount(embedding.reused)} took a vector that was there already`}>
            {Math.floor(embedding.share * 100)} % of {countOf(embedding.chunks, "chunk")} reused
          </abbr>
        </p>
      )}
    </section>
  );
}
