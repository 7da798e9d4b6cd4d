import type { AnswerBlock, AnswerPart, Citation, Span } from "@footnote/contracts";
import { cite } from "../cite.ts";
import { joined } from "../show/part.ts";
import { plainText } from "../show/plain-text.ts";
import { headingPathOf } from "../units/headings.ts";
import type { Evidence } from "../verify/evidence-in.ts";
import { isNegated } from "../verify/negation.ts";
import type { Written } from "./written.ts";

/** What is shown of a verified sentence, item or code, and the footnotes under it. */
export function partOfWritten(
  written: Written,
  leadIn: string | undefined,
  evidence: readonly Evidence[],
  isComputed: boolean,
): AnswerPart | undefined {
  const [first, ...more] = citationsOf(evidence);
  if (first === undefined) return undefined;
  const own = blockOf(written);
  const blocks: AnswerBlock[] = leadIn === undefined ? [own] : [paragraph(leadIn), own];
  return {
    ...(written.opens || leadIn !== undefined ? {} : { continues: true as const }),
    ...(isComputed ? { computed: true as const } : {}),
    blocks,
    text: plainText(blocks),
    citations: [first, ...more],
  };
}

function blockOf({ kind, text, ordinal }: Written): AnswerBlock {
  switch (kind) {
    case "code":
      return { kind: "code", text, language: undefined };
    case "item": {
      const item = { runs: [{ text, marked: false }], depth: 0 };
      return { kind: "list", ordered: ordinal !== undefined, first: ordinal ?? 1, items: [item], more: 0 };
    }
    case "sentence":
      return paragraph(text);
  }
}

export function paragraph(text: string): AnswerBlock {
  return { kind: "paragraph", runs: [{ text, marked: false }] };
}

/** One for each stretch of a document that the sentence rests on, the best first. */
export function citationsOf(evidence: readonly Evidence[]): Citation[] {
  const bySection = Map.groupBy(evidence, ({ unit }) => unit.passage);
  return [...bySection].flatMap(([passage, own]) => {
    const spans = own.flatMap(spansOf).toSorted((a, b) => a.start - b.start);
    const unit = (own[0] as Evidence).unit;
    return joined(spans).flatMap((span) => cite(passage, span, headingPathOf(unit)) ?? []);
  });
}

/** An item that its lead-in turns round is not quoted without it. */
function spansOf({ start, end, leadIn, leadInText }: Evidence): Span[] {
  const own = { start, end };
  return leadIn !== undefined && isNegated(leadInText)
    ? [{ start: leadIn.start, end: leadIn.end }, own]
    : [own];
}
