import type { AnswerPassage, Span } from "@footnote/contracts";
import { type Evidence, evidenceIn } from "../verify/evidence-in.ts";

/** A passage as the model is shown it, by the number that it cites it with. */
export interface Source {
  /** 1-based. */
  readonly number: number;
  readonly passage: AnswerPassage;
  /** What of the passage's section stands in the prompt, as a span of the document. */
  readonly shown: Span;
  /** The sentences, items and rows that stand in the prompt: what can support what the model says. */
  readonly evidence: readonly Evidence[];
  /** Whether something of the span was left out. */
  readonly isShortened: boolean;
  isLeftOut(text: string): boolean;
}

/** @param isLeftOut what of it the model is not to be shown */
export function sourceOf(
  number: number,
  passage: AnswerPassage,
  shown: Span,
  isLeftOut: (text: string) => boolean,
): Source {
  const { section } = passage;
  const evidence = evidenceIn(passage, shown).filter(({ text }) => !isLeftOut(text));
  const text = section.text.slice(shown.start - section.start, shown.end - section.start);
  // Headings are no evidence, and are read all the same.
  const isShortened = isLeftOut(text) || text.split("\n").some(isLeftOut);
  return { number, passage, shown, evidence, isShortened, isLeftOut };
}
