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
}

/** @param isLeftOut what of it the model is not to be shown */
export function sourceOf(
  number: number,
  passage: AnswerPassage,
  shown: Span,
  isLeftOut: (text: string) => boolean,
): Source {
  const all = evidenceIn(passage, shown);
  const evidence = all.filter(({ text }) => !isLeftOut(text));
  return { number, passage, shown, evidence, isShortened: evidence.length < all.length };
}
