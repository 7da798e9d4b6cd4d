import type { AnswerPart } from "@footnote/contracts";
import type { Source } from "../prompt/source.ts";
import { splitSentences } from "../sentences.ts";
import { check } from "../verify/check.ts";
import type { Evidence } from "../verify/evidence-in.ts";
import { isNegated } from "../verify/negation.ts";
import { statementOf } from "../verify/statement.ts";
import { partOfWritten } from "./part.ts";
import type { Written } from "./written.ts";

/** Words and figures of a claim, its introduction's among them. */
const FEWEST_CLAIMED = 2;
const TABLE_BAR = /\s\|\s/u;
/** Words of a sentence that is copied. */
const FEWEST_COPIED = 3;

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
  // A row of a table with its bars is no sentence, and out of its table nobody understands it.
  if (TABLE_BAR.test(written.text)) return undefined;
  const copied = leadIn === undefined ? verifiedCopy(written, sources) : undefined;
  if (copied !== undefined) return copied;
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

/**
 * A whole sentence or item of a source, word for word, is what that source says, however little it claims: "Do not delete it
 * yet." Not below an introduction that denies, nor with another one of the model's own.
 */
function verifiedCopy(written: Written, sources: readonly Source[]): Verified | undefined {
  const own = squeezed(written.text);
  if (own.split(" ").length < FEWEST_COPIED) return undefined;
  const isCited = ({ number }: Source) => written.cited.includes(number);
  for (const source of sources.toSorted((a, b) => Number(isCited(b)) - Number(isCited(a)))) {
    const holding = source.evidence.find(
      ({ text, leadInText }) =>
        !isNegated(leadInText) &&
        splitSentences(text, 0, text.length).some(
          ({ start, end }) => squeezed(text.slice(start, end)) === own,
        ),
    );
    const part = holding && partOfWritten(written, undefined, [holding], false);
    if (holding !== undefined && part !== undefined)
      return { part, evidence: [holding], isRecited: !isCited(source) };
  }
  return undefined;
}

/** Words, figures and signs as they stand: what parts "1.5" from "15" and "-5" from "5" stays. */
function squeezed(text: string): string {
  return text
    .toLowerCase()
    .replace(/(?!(?<=\d)[.,](?=\d))[^\p{L}\p{N}%€$£+−-]/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
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
