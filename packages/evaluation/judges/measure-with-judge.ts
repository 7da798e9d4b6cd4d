import { type CitedStatement, citationQuality } from "../measures/answers/citation-quality.ts";
import { contextPrecision } from "../measures/judged/context-precision.ts";
import { contextRecall } from "../measures/judged/context-recall.ts";
import { factualCorrectness } from "../measures/judged/factual-correctness.ts";
import { faithfulness } from "../measures/judged/faithfulness.ts";
import type { MeasureRow } from "../measures/measure.ts";
import type { Judge, Verdict } from "./judge.ts";
import { supportPrompt, usefulPrompt } from "./prompts.ts";
import { sentencesOf } from "./sentences.ts";

export interface Judged {
  readonly question: string;
  /** What a person would answer; null where nobody said. */
  readonly reference: string | null;
  readonly declined: boolean;
  readonly statements: readonly CitedStatement[];
  /** What search showed, best first. */
  readonly contexts: readonly string[];
}

/** As many contexts as a small model can read, and their beginnings. */
const CONTEXTS = 3;
const CONTEXT_CHARACTERS = 2_000;

/**
 * The measures that need a judge. One verdict missing makes the measure that rests on it null for this question: it is counted as not
 * defined. Statements are the answer's own pieces with citations and the reference's sentences; RAGAS has a model take both apart.
 */
export async function measureWithJudge(judge: Judge, judged: Judged): Promise<MeasureRow> {
  const { question, reference, declined, statements } = judged;
  const contexts = judged.contexts.slice(0, CONTEXTS).map((text) => text.slice(0, CONTEXT_CHARACTERS));
  const supported = (texts: readonly string[], passages: readonly string[]) =>
    allOf(texts, (text) => judge.decide(supportPrompt(text, passages)));
  const said = declined ? [] : statements.map(({ text }) => text);
  const wanted = reference === null ? [] : sentencesOf(reference);
  const useful = reference ?? (declined ? null : said.join(" "));
  const ofAnswer = wanted.length === 0 ? null : await supported(said, [reference ?? ""]);
  const ofReference = wanted.length === 0 || said.length === 0 ? null : await supported(wanted, said);
  return {
    faithfulness: defined(await supported(said, contexts), faithfulness),
    context_precision:
      useful === null
        ? null
        : defined(
            await allOf(contexts, (context) => judge.decide(usefulPrompt(question, useful, context))),
            contextPrecision,
          ),
    context_recall: defined(await supported(wanted, contexts), contextRecall),
    factual_correctness:
      ofAnswer === null || ofReference === null ? null : factualCorrectness(ofAnswer, ofReference),
    ...(await citations(judge, declined ? [] : statements)),
  };
}

/** ALCE asks of each statement whether all its citations support it, and of each citation whether it is needed. */
async function citations(judge: Judge, statements: readonly CitedStatement[]): Promise<MeasureRow> {
  const verdicts = new Map<string, boolean>();
  const key = (text: string, quotes: readonly string[]) => JSON.stringify([text, quotes]);
  for (const { text, quotes } of statements) {
    const groups = [
      quotes,
      ...quotes.map((quote) => [quote]),
      ...quotes.map((_, at) => quotes.toSpliced(at, 1)),
    ];
    for (const group of groups) {
      if (group.length === 0 || verdicts.has(key(text, group))) continue;
      const verdict = await judge.decide(supportPrompt(text, group));
      if (verdict === undefined) return { citation_recall: null, citation_precision: null };
      verdicts.set(key(text, group), verdict);
    }
  }
  const { recall, precision } = citationQuality(
    statements,
    (text, quotes) => verdicts.get(key(text, quotes)) === true,
  );
  return { citation_recall: recall, citation_precision: precision };
}

/** Null where any of them has no verdict. */
async function allOf(
  items: readonly string[],
  decide: (item: string) => Promise<Verdict>,
): Promise<boolean[] | null> {
  const verdicts: boolean[] = [];
  for (const item of items) {
    const verdict = await decide(item);
    if (verdict === undefined) return null;
    verdicts.push(verdict);
  }
  return verdicts;
}

function defined(
  verdicts: readonly boolean[] | null,
  formula: (verdicts: readonly boolean[]) => number | null,
): number | null {
  return verdicts === null ? null : formula(verdicts);
}
