import type { ParsedDocument } from "@footnote/contracts";
import { expect } from "vitest";

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const FORBIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff\u2028\u2029]/;

/** Holds a document against the promises of contracts/block.ts. */
export function expectCanonical(document: ParsedDocument): void {
  const { text, blocks } = document;
  const slice = (span: { start: number; end: number }) => text.slice(span.start, span.end);
  expect(document.title.trim()).not.toBe("");
  expect(`${document.title}${text}`).not.toMatch(FORBIDDEN);
  expect(text.isWellFormed() && document.title.isWellFormed()).toBe(true);
  expect(blocks.length).toBeGreaterThan(0);
  expect(text).toBe(blocks.map(slice).join("\n\n"));
  let end = -2;
  let page = 1;
  for (const block of blocks) {
    expect(block.start).toBe(end + 2);
    expect(slice(block).trim()).not.toBe("");
    end = block.end;
    if (block.page !== undefined) {
      expect(block.page).toBeGreaterThanOrEqual(page);
      expect(block.page).toBeLessThanOrEqual(document.pages ?? 0);
      page = block.page;
    }
    if (block.kind === "heading") {
      expect([1, 2, 3, 4, 5, 6]).toContain(block.level);
      expect(slice(block)).not.toContain("\n");
    }
    if (block.kind === "list") {
      expect(block.items.map(slice).join("\n")).toBe(slice(block));
      let deepest = 0;
      for (const item of block.items) {
        expect(slice(item)).not.toContain("\n");
        expect(item.depth).toBeLessThanOrEqual(deepest);
        deepest = item.depth + 1;
      }
    }
    if (block.kind === "table") {
      expect(block.rows.map(slice).join("\n")).toBe(slice(block));
      expect(block.headerRows).toBeLessThanOrEqual(block.rows.length);
      for (const row of block.rows) {
        expect(row.cells.map(slice).join(" | ")).toBe(slice(row));
        expect(slice(row)).not.toContain("\n");
      }
    }
  }
  expect(end).toBe(text.length);
}
