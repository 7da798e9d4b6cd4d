import { asFootnoteError, type FootnoteError, type ParsedDocument } from "@footnote/contracts";
import { DEFAULT_LIMITS, type ParseLimits } from "../limits.ts";
import { parseFile } from "../parse-file.ts";

export function parse(
  key: string,
  content: string | Uint8Array,
  limits: Partial<ParseLimits> = {},
): Promise<ParsedDocument> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return parseFile({ key, bytes }, { ...DEFAULT_LIMITS, ...limits });
}

/** What the file is refused with. */
export async function refusal(
  key: string,
  content: string | Uint8Array,
  limits: Partial<ParseLimits> = {},
): Promise<FootnoteError> {
  try {
    await parse(key, content, limits);
  } catch (error) {
    return asFootnoteError(error);
  }
  throw new Error(`${key} was parsed`);
}

/** Blocks as short lines: what kind each is, and what it says. */
export function outlineOf({ text, blocks }: ParsedDocument): string[] {
  return blocks.map((block) => {
    const said = text.slice(block.start, block.end);
    if (block.kind === "heading") return `h${block.level} ${said}`;
    if (block.kind === "list") {
      const marks = block.items.map((item) => `${">".repeat(item.depth)}${text.slice(item.start, item.end)}`);
      return `${block.ordered ? "ol" : "ul"} ${marks.join(" / ")}`;
    }
    if (block.kind === "table") return `table${block.headerRows} ${said.replaceAll("\n", " / ")}`;
    if (block.kind === "code") return `code ${said}`;
    return `p ${said}`;
  });
}
