import type { Analyzer, ChunkToStore, NewVersion } from "@footnote/contracts";
import { expect, test } from "vitest";
import { batchOf } from "./terms-of.ts";

const segments = [{ start: 0, end: 11, text: "Fine\n\nText.", blocks: "[]" }];
const chunk = (ordinal: number, start: number): ChunkToStore => ({
  ordinal,
  start,
  end: start + 2,
  headingPath: ["Fine"],
  parent: { start: 0, end: 11 },
  text: "Te",
  indexedText: `text ${ordinal}`,
  embedding: Float32Array.of(1),
});

test("R10: others on the thread have a turn after each text of which terms are made", async () => {
  let turns = 0;
  const made: [string, number][] = [];
  const analyzer: Pick<Analyzer, "documentTerms"> = {
    documentTerms(text) {
      made.push([text, turns]);
      return [text.replace(/\W+/g, "")];
    },
  };
  let counting = true;
  const count = () => {
    turns += 1;
    if (counting) setImmediate(count);
  };
  setImmediate(count);
  const batch = await batchOf(analyzer as Analyzer, { segments } as unknown as NewVersion, [
    chunk(0, 6),
    chunk(1, 8),
  ]);
  counting = false;
  expect(made.map(([text]) => text)).toEqual(["text 0", "text 1", "Fine\nFine\n\nText."]);
  expect(new Set(made.map(([, turn]) => turn)).size).toBe(made.length);
  expect(batch.terms).toHaveLength(2);
  expect(batch.sections).toMatchObject([{ start: 0, end: 11 }]);
});
