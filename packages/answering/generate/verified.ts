import type { AnswerPart } from "@footnote/contracts";
import type { Source } from "../prompt/source.ts";
import { check } from "../verify/check.ts";
import type { Evidence } from "../verify/evidence-in.ts";
import { statementOf } from "../verify/statement.ts";
import { partOfWritten } from "./part.ts";
import type { Written } from "./written.ts";

/** Words and figures of a claim, its introduction's among them. */
const FEWEST_CLAIMED = 2;

export interface Verified {
  readonly part: AnswerPart;
  readonly evidence: readonly Evidence[];
  /** Whether it cites another source than it wrote, or one although it wrote none. */
  readonly isRecited: boolean;
}

/**
 * What a model wrote with what it rests on: in the sources that it cites, else in another one that says it. Undefined where
 * none does.
 * @param leadIn what introduces an item, and is shown with it where it is the first
 */
export function verified(
  written: Written,
  leadIn: string | undefined,
  isFirst: boolean,
  sources: readonly Source[],
): Verified | undefined {
  if (written.kind === "code") return verifiedCode(written, sources);
  const statement = statementOf(written.text, leadIn);
  // "Yes." and half a phrase claim nothing that could be held against a source.
  if (statement.terms.size + statement.figures.length < FEWEST_CLAIMED) return undefined;
  const cited = sources.filter(({ number }) => written.cited.includes(number));
  // What it cites counts together; of the others one must say all of it.
  const groups = [cited, ...sources.filter((source) => !cited.includes(source)).map((source) => [source])];
  for (const [at, group] of groups.entries()) {
    if (group.length === 0) continue;
    const result = check(
      statement,
      group.flatMap(({ evidence }) => evidence),
    );
    if (!result.isSupported) continue;
    const shown = isFirst ? leadIn : undefined;
    const part = partOfWritten(written, shown, result.evidence, result.isComputed);
    if (part !== undefined) return { part, evidence: result.evidence, isRecited: at > 0 };
  }
  return undefined;
}

/** Code is right to the letter or wrong: each of its lines stands in one piece of code or text of a source. */
function verifiedCode(written: Written, sources: readonly Source[]): Verified | undefined {
  const lines = written.text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  for (const { evidence } of sources) {
    const holding = evidence.filter(({ text }) => lines.some((line) => text.includes(line)));
    if (!lines.every((line) => holding.some(({ text }) => text.includes(line)))) continue;
    const part = partOfWritten(written, undefined, holding, false);
    if (part !== undefined) return { part, evidence: holding, isRecited: false };
  }
  return undefined;
}
