import { contentWords } from "../terms.ts";
import { type Figure, figuresIn } from "./figures.ts";
import { namesIn } from "./names.ts";

/** What a sentence claims, as it is compared. */
export interface Statement {
  readonly text: string;
  /** What introduces it, where it is an item: "You may not claim:". Its words count as the statement's own. */
  readonly introduction: string;
  /** Stems of its words, figures left out. */
  readonly terms: ReadonlySet<string>;
  readonly figures: readonly Figure[];
  /** In lower case. */
  readonly names: readonly string[];
}

export function statementOf(text: string, introduction = ""): Statement {
  const all = `${introduction} ${text}`;
  const terms = contentWords(all)
    .map(({ term }) => term)
    .filter((term) => !/^\d/u.test(term));
  return { text, introduction, terms: new Set(terms), figures: figuresIn(all), names: namesIn(all) };
}
