import type { LiveMeasure, LiveQuality } from "@footnote/contracts";
import { countOf, formatCount, formatDuration } from "../format/quantity.ts";

const WORDS: Readonly<Record<LiveMeasure["name"], string>> = {
  answered: "Answered, not only with what comes closest",
  quotes_stand: "Quotes that stand word for word where they say",
  words_cited: "Words of answers that stand in what they cite",
  helpful: "Helpful, of those whose asker said",
  milliseconds: "Time until the answer was whole",
  unfamiliar_words: "Words of questions that nobody asked before",
};
/** Below it a difference is more than chance; corrected for that six are looked at. */
const CHANGED_BELOW = 0.05;

/** Each measure of the last days beside the time before. */
export function MeasuresTable({ quality: { days, measures } }: { quality: LiveQuality }) {
  const measured = measures.filter(({ now, before }) => now !== null || before !== null);
  if (measured.length === 0) return <p>Nobody asked anything in the last {countOf(days, "day")}.</p>;
  return (
    <section
      class="table-scroll"
      aria-label="Measures"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable without a mouse
      tabIndex={0}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col">Last {countOf(days, "day")}</th>
            <th scope="col">{countOf(days * 4, "day")} before</th>
            <th scope="col">Changed?</th>
          </tr>
        </thead>
        <tbody>
          {measured.map((measure) => (
            <tr key={measure.name}>
              <th scope="row">{WORDS[measure.name]}</th>
              <td>
                <Value name={measure.name} value={measure.now} count={measure.answers} />
              </td>
              <td>
                <Value name={measure.name} value={measure.before} count={measure.answersBefore} />
              </td>
              <td>{changeOf(measure.probability)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Value({ name, value, count }: { name: LiveMeasure["name"]; value: number | null; count: number }) {
  if (value === null) return <>–</>;
  const shown = name === "milliseconds" ? formatDuration(value / 1_000) : `${(100 * value).toFixed(0)} %`;
  return (
    <>
      {shown} <span class="quiet">of {formatCount(count)}</span>
    </>
  );
}

function changeOf(probability: number | null): string {
  if (probability === null) return "too few to tell";
  return probability < CHANGED_BELOW ? "yes" : "no more than chance";
}
