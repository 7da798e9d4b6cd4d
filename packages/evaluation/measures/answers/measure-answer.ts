import type { AnswerStatus } from "@footnote/contracts";
import type { GoldenQuestion } from "../../suites/golden.ts";
import type { MeasureRow } from "../measure.ts";
import { abstention } from "./abstention.ts";
import { answerYield } from "./answer-yield.ts";
import { type CitedStatement, citationQuality } from "./citation-quality.ts";
import { exactMatch } from "./exact-match.ts";
import { isLexicallySupported, lexicalSupport } from "./lexical-support.ts";
import { quoteValidity } from "./quote-validity.ts";
import { rougeL } from "./rouge-l.ts";
import { isRight, nuggetRecall, saysAll } from "./rules.ts";

/** An answer, and what search showed for the same question, as far as measures need it. */
export interface Answered {
  readonly status: AnswerStatus;
  readonly statements: readonly CitedStatement[];
  readonly citations: readonly {
    readonly isVerbatim: boolean;
    readonly page: number | null;
    /** Whether it is of a passage that answers. */
    readonly isGold: boolean;
  }[];
  /** Sections, best first: their text, and whether they hold a passage that answers. */
  readonly sections: readonly { readonly text: string; readonly holds: boolean }[];
}

export function isDeclined(status: AnswerStatus): boolean {
  return status === "closest" || status === "not_found";
}

const YIELD_AT = [1, 2, 5] as const;

/** All measures of an answer that need no judge. What is not defined for the question is null. */
export function measureAnswer(question: GoldenQuestion, answered: Answered): MeasureRow {
  const { answerable } = question;
  const declined = isDeclined(answered.status);
  const said = textOf(answered.statements);
  const cites = question.passages.length === 0 ? null : answered.citations.some(({ isGold }) => isGold);
  const right = isRight(question, `${said}\n${quotesOf(answered.statements)}`) ?? cites;
  const of = (value: boolean | null) => (value === null ? null : Number(value && !declined));
  return {
    answered: answerable ? Number(!declined) : null,
    right: answerable ? of(right) : null,
    cites_gold: of(cites),
    nugget_recall: declined
      ? question.must.length === 0
        ? null
        : 0
      : nuggetRecall(question, `${said}\n${quotesOf(answered.statements)}`),
    ...abstention(answerable, declined),
    ...yields(question, answered, { isRight: right === true, declined }),
    ...(declined ? UNSAID : quality(answered.statements)),
    quote_validity: quoteValidity(answered.citations),
    page_cited: pageCited(question, answered, declined),
    rouge_l: question.answer === null ? null : declined ? 0 : rougeL(said, question.answer),
    exact_match: question.answer === null ? null : declined ? 0 : exactMatch(said, question.answer),
  };
}

const UNSAID = { lexical_support: null, lexical_citation_recall: null, lexical_citation_precision: null };

/** By words alone, as a stand-in for a judge, and named so. */
function quality(statements: readonly CitedStatement[]) {
  const { recall, precision } = citationQuality(statements, isLexicallySupported);
  const supports = statements.flatMap(({ text, quotes }) => lexicalSupport(text, quotes) ?? []);
  const sum = supports.reduce((total, support) => total + support, 0);
  return {
    lexical_support: supports.length === 0 ? null : sum / supports.length,
    lexical_citation_recall: recall,
    lexical_citation_precision: precision,
  };
}

function yields(
  question: GoldenQuestion,
  { sections }: Answered,
  answer: { readonly isRight: boolean; readonly declined: boolean },
): Record<string, number | null> {
  const row: Record<string, number | null> = {};
  for (const cutoff of YIELD_AT) {
    const shown = sections.slice(0, cutoff);
    const byRules = saysAll(question, shown.map(({ text }) => text).join("\n"));
    const byPassages = question.passages.length === 0 ? null : shown.some(({ holds }) => holds);
    const { yield: share, declined } = answerYield(byRules ?? byPassages, answer);
    row[`yield@${cutoff}`] = share;
    row[`yield_declined@${cutoff}`] = declined;
  }
  return row;
}

function pageCited({ pages }: GoldenQuestion, { citations }: Answered, declined: boolean): number | null {
  if (pages === undefined || declined) return null;
  return Number(citations.some(({ page }) => page !== null && pages.includes(page)));
}

function textOf(statements: readonly CitedStatement[]): string {
  return statements.map(({ text }) => text).join("\n");
}

function quotesOf(statements: readonly CitedStatement[]): string {
  return statements.flatMap(({ quotes }) => quotes).join("\n");
}
