import { type Block, oneLine, type Span } from "@footnote/contracts";
import { sentencesIn } from "./sentences-in.ts";
import { endsWithColon, textIn, type Unit } from "./unit.ts";

/** A sentence, a list item or a table row: what can answer inside a unit, and is marked there. */
export interface Part extends Span {
  readonly kind: "sentence" | "item" | "row" | "code";
  readonly text: string;
}

/** What can be marked in a unit, in reading order: never a lead-in, a header row. */
export function partsOf(unit: Unit): Part[] {
  return unit.blocks.flatMap((block) => partsOfBlock(unit, block));
}

function partsOfBlock(unit: Unit, block: Block): Part[] {
  const { passage } = unit;
  const part = (kind: Part["kind"]) => (span: Span) => ({
    kind,
    start: span.start,
    end: span.end,
    text: oneLine(textIn(passage, span)),
  });
  switch (block.kind) {
    case "list":
      return block.items.map(part("item"));
    case "table":
      return block.rows.slice(block.headerRows).map(part("row"));
    case "code":
      return [part("code")(block)];
    default: {
      const sentences = sentencesIn(passage, block).map(part("sentence"));
      const isLeadIn = unit.blocks.length > 1;
      return isLeadIn ? sentences.filter(({ text }) => !endsWithColon(text)) : sentences;
    }
  }
}
