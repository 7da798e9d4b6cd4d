import { expect, test } from "vitest";
import { openChunker } from "../index.ts";
import { documentOf, type Written } from "../testing/documents.ts";
import { bagOfWords } from "../testing/embedder.ts";
import { paragraphOf, randomBy } from "../testing/prose.ts";

const tokens = { count: (text: string) => text.split(/\s+/).filter((word) => word !== "").length };

test("small children are found, and each is read inside a parent that is several times as large", async () => {
  const random = randomBy(1);
  const written: Written[] = Array.from({ length: 30 }, () => paragraphOf(1, random));
  const document = documentOf("Handbook", written);
  const parts = { tokens, maxTokens: 240, parentTokens: 1_000, embedder: bagOfWords(tokens, 240) };
  const children = await openChunker({ strategy: "parent-child" }, parts).chunk(document);
  const chunks = await openChunker({ strategy: "structure" }, parts).chunk(document);
  expect(children.length).toBeGreaterThan(2 * chunks.length);
  for (const { indexedText, parent } of children) {
    expect(tokens.count(indexedText)).toBeLessThanOrEqual(100);
    const around = tokens.count(document.text.slice(parent.start, parent.end));
    expect(around).toBeGreaterThan(2.5 * tokens.count(indexedText));
    expect(around).toBeLessThanOrEqual(450);
  }
});

test("a child keeps its table's header row", async () => {
  const rows = Array.from({ length: 60 }, (_, at) => [`Person ${at}`, "Room", "Floor"]);
  const document = documentOf("Rooms", [
    { kind: "table", headerRows: 1, rows: [["Who", "Where", "Up"], ...rows] },
  ]);
  const parts = { tokens, maxTokens: 240, parentTokens: 1_000, embedder: bagOfWords(tokens, 240) };
  const children = await openChunker({ strategy: "parent-child" }, parts).chunk(document);
  expect(children.length).toBeGreaterThan(3);
  for (const { text } of children) expect(text).toMatch(/^Who \| Where \| Up\n/);
});
