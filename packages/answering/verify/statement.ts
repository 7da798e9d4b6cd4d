import { contentWords } from "../terms.ts";
import { type Figure, figuresIn, isOfFigures } from "./figures.ts";
import { namesIn } from "./names.ts";

/** What a sentence claims, as it is compared. */
export interface Statement {
  readonly text: string;
  /** What introduces it, where it is an item: "You may not claim:". Its words count as the statement's own. */
  readonly introduction: string;
  /** Stems of its words, numbers and units left out: these are compared as figures. */
  readonly terms: ReadonlySet<string>;
  readonly figures: readonly Figure[];
  /** In lower case. */
  readonly names: readonly string[];
}

export function statementOf(text: string, introduction = ""): Statement {
  const all = `${introduction} ${text}`;
  const words = contentWords(all).filter(({ word }) => !isOfFigures(word));
  const terms = words.map(({ term }) => term);
  return { text, introduction, terms: new Set(terms), figures: figuresIn(all), names: namesIn(all) };
}
