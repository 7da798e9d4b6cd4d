import { compoundTerms } from "./compound-terms.ts";
import { EXACT, type Forms, wordTerms } from "./forms.ts";
import type { Run } from "./runs.ts";
import { needsSegmenting, segment } from "./segment.ts";

const PLAIN_WORD = /^(?:\p{Lu}?[\p{Ll}\p{M}\p{Lo}\p{Lm}]+|\p{Lu}+)$/u;

/** The terms of one run by itself. */
export function runTerms(run: string, forms: Forms): string[] {
  if (PLAIN_WORD.test(run)) return needsSegmenting(run) ? segmented(run, forms) : wordTerms(run, forms);
  if (needsSegmenting(run)) return segmented(run, forms);
  return compoundTerms(run, forms);
}

function segmented(run: string, forms: Forms): string[] {
  const { terms, others } = segment(run);
  return [...terms, ...others.flatMap((other) => runTerms(other, forms))];
}

/** The sign before a run makes another term of it: ".NET", "§12". */
export function signTerms({ text, sign }: Run): string[] {
  if (sign === "§" && /^\d/u.test(text)) return [`§${text.toLowerCase()}`];
  if (sign === "." && /^\p{L}/u.test(text)) return [`${EXACT}.${text.toLowerCase()}`];
  return [];
}
