import type { PastRun } from "@footnote/contracts";
import { formatInstant } from "../format/instant.ts";
import { formatCount } from "../format/quantity.ts";

/** Measures of one run that are shown; the rest is in its report. */
const SHOWN = 4;
const MOST_RUNS = 50;

/** Runs, newest first, by suite; each beside the one before it of the same name. */
export function RunsTable({ runs }: { runs: readonly PastRun[] }) {
  return (
    <>
      {[...Map.groupBy(runs, ({ suite, variant }) => `${suite}, ${variant}`)].map(([name, own]) => {
        const measures = own[0]?.means.slice(0, SHOWN).map(({ measure }) => measure) ?? [];
        return (
          <section
            class="table-scroll"
            key={name}
            aria-label={name}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable without a mouse
            tabIndex={0}
          >
            <table>
              <caption dir="auto">{name}</caption>
              <thead>
                <tr>
                  <th scope="col">Finished</th>
                  <th scope="col">Questions</th>
                  <th scope="col">Documents</th>
                  {measures.map((measure) => (
                    <th key={measure} scope="col">
                      <code>{measure}</code>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {own.slice(0, MOST_RUNS).map((run, at) => (
                  <tr key={run.at}>
                    <th scope="row">
                      <time dateTime={run.at}>{formatInstant(run.at)}</time>
                    </th>
                    <td>{formatCount(run.questions)}</td>
                    <td>{formatCount(run.documents)}</td>
                    {measures.map((measure) => (
                      <td key={measure}>
                        {meanOf(run, measure)?.toFixed(3) ?? "–"} {changeSince(own[at + 1], run, measure)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        );
      })}
    </>
  );
}

function meanOf({ means }: PastRun, measure: string): number | undefined {
  return means.find((each) => each.measure === measure)?.mean;
}

function changeSince(before: PastRun | undefined, run: PastRun, measure: string) {
  const [now, then] = [meanOf(run, measure), before && meanOf(before, measure)];
  if (now === undefined || then === undefined || Math.abs(now - then) < 0.0005) return null;
  return (
    <span class="quiet">
      {now > then ? "+" : "−"}
      {Math.abs(now - then).toFixed(3)}
    </span>
  );
}
