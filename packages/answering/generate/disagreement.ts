import type { AnswerPart } from "@footnote/contracts";
import type { Source } from "../prompt/source.ts";
import type { Evidence } from "../verify/evidence-in.ts";
import { citationsOf, paragraph } from "./part.ts";

/** Two sentences that share this much of their words are about the same. */
const ALIKE = 0.75;
const FEWEST_WORDS = 3;

/** What another document says of the same with another figure, in its own words; undefined where none does. */
export function disagreementWith(
  evidence: readonly Evidence[],
  sources: readonly Source[],
): AnswerPart | undefined {
  for (const one of evidence) {
    if (one.figures.length === 0) continue;
    for (const { passage, evidence: others } of sources) {
      if (passage.candidate.document === one.unit.passage.candidate.document) continue;
      const other = others.find((each) => disagree(one, each));
      const citations = other === undefined ? [] : citationsOf([other]);
      if (other === undefined || citations.length === 0) continue;
      return { blocks: [paragraph(other.text)], text: other.text, citations };
    }
  }
  return undefined;
}

function disagree(one: Evidence, other: Evidence): boolean {
  const words = (each: Evidence) => new Set([...each.terms].filter((term) => !/\d/u.test(term)));
  const [left, right] = [words(one), words(other)];
  if (left.size < FEWEST_WORDS || left.intersection(right).size < ALIKE * left.union(right).size)
    return false;
  const values = new Set(one.figures.map(({ value }) => value));
  return (
    other.figures.length === one.figures.length &&
    other.figures.some(
      ({ value, unit }) => !values.has(value) && one.figures.some((figure) => figure.unit === unit),
    )
  );
}
