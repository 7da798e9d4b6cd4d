import type { Freshness } from "@footnote/contracts";
import { formatDuration } from "../format/quantity.ts";

const FIGURES: readonly { name: keyof Freshness; share: string }[] = [
  { name: "p50", share: "half" },
  { name: "p95", share: "95 %" },
  { name: "p99", share: "99 %" },
];

/** How soon after being written the live documents were answerable. */
export function FreshnessFigures({ freshness }: { freshness: Freshness }) {
  if (freshness.p50 === null) return null;
  return (
    <section class="freshness" aria-label="From written to answerable">
      <p class="freshness-title">From written to answerable</p>
      <dl>
        {FIGURES.map(({ name, share }) => (
          <div key={name}>
            <dt>
              <abbr title={`${share} of the documents took no longer`}>{name}</abbr>
            </dt>
            <dd>{freshness[name] === null ? "–" : formatDuration(freshness[name])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
