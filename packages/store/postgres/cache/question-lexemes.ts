import type { Analyzer } from "@footnote/contracts";
import { lexeme, lexemes } from "../versions/lexemes.ts";

export interface QuestionLexemes {
  readonly terms: string;
  readonly identifiers: readonly string[];
}

/**
 * What a search asks the indexes of terms for, with all that it would look for besides where a word stood nowhere: what goes
 * live may make a word known. More words can only score more.
 */
export function questionLexemes(analyzer: Analyzer, question: string): QuestionLexemes {
  const { own, variants, rescues, identifiers } = analyzer.questionTerms(question);
  const instead = new Set(rescues.flatMap((rescue) => rescue.instead.flat()));
  return {
    // As in ask-terms.ts: other spellings count half.
    terms: lexemes([...own, ...own, ...variants, ...instead]),
    identifiers: identifiers.flatMap(({ terms }) => terms.map(lexeme)),
  };
}
