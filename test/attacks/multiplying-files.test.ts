import type { FootnoteError } from "@footnote/contracts";
import { asFootnoteError } from "@footnote/contracts";
import { BUNDLED_MODEL } from "@footnote/models";
import { DEFAULT_LIMITS } from "@footnote/parsing";
import { openReader } from "@footnote/service-ingest";
import { afterAll, describe, expect, test, vi } from "vitest";
import type { ReadDocument } from "../../services/ingest/reading/read-document.ts";
import { multiplyingFiles, nestedForms } from "../integrity/hostile/multiplying-files.ts";

vi.setConfig({ testTimeout: 600_000 });

const reader = openReader(DEFAULT_LIMITS);
afterAll(() => reader.close());

const CUTTING = {
  settings: { strategy: "structure" },
  tokenizer: BUNDLED_MODEL.tokenizer.name,
  maxTokens: 240,
  parentTokens: 1_000,
} as const;

function read(key: string, bytes: Uint8Array, signal = new AbortController().signal): Promise<ReadDocument> {
  const options = { lane: "change", signal, onParsed: () => undefined } as const;
  return reader.read({ key, bytes }, CUTTING, () => Promise.reject(new Error("Nobody asks.")), options);
}

const FILES = multiplyingFiles();
const SLOW = Object.keys(FILES).filter((key) => key.startsWith("forms"));
const QUICK = Object.entries(FILES).filter(([key]) => !SLOW.includes(key));

describe("R10: what becomes of a file is bounded by what it weighs", () => {
  test.each(QUICK)("%s", async (key, bytes) => {
    const outcome: ReadDocument | FootnoteError = await read(key, bytes).catch(asFootnoteError);
    if ("code" in outcome) {
      console.log(key, bytes.length, outcome.message);
      expect(outcome.code).toMatch(/^file_too_(?:large|slow)$/);
      return;
    }
    const { length, segments, chunks } = outcome;
    const blocks = segments.reduce((sum, segment) => sum + segment.blocks.length, 0);
    console.log(key, bytes.length, { length, chunks: chunks.length, blocks });
    expect(length).toBeLessThanOrEqual(Math.max(100_000, 100 * bytes.length));
    expect(chunks.length).toBeLessThanOrEqual(Math.max(1_300, bytes.length / 15));
    expect(blocks).toBeLessThanOrEqual(Math.max(4_000_000, 100 * bytes.length));
    for (const segment of segments) expect(segment.text.length).toBeLessThanOrEqual(10_000);
  });

  test.each([
    ["fields.json", "list"],
    ["survey.csv", "list"],
  ])("%s is a list of what it says and no table of millions of cells", async (key, kind) => {
    const { segments, length } = await read(key, FILES[key] ?? new Uint8Array());
    expect(JSON.parse(segments[0]?.blocks ?? "[]")).toMatchObject([{ kind }]);
    expect(length).toBeLessThan(2 * (FILES[key]?.length ?? 0));
  });

  test.each([
    ["one page.epub", "Its 1,900 chapters are one page repeated."],
    ["one text.xlsx", "Its cells repeat the same text"],
    ["spanning.html", "is repeated over and over"],
    ["sections.md", "each with the headings above it"],
  ])("%s is refused, and the reason says what multiplied", async (key, says) => {
    const problem = await read(key, FILES[key] ?? new Uint8Array()).catch(asFootnoteError);
    expect(problem).toMatchObject({ code: "file_too_large", message: expect.stringContaining(says) });
  });
});

test("four files of a few kilobytes that take for ever do not hold up the fifth", async () => {
  const given = new AbortController();
  const slow = [1, 2, 3, 4].map((seed) =>
    read(`forms ${seed}.pdf`, nestedForms(60, 4, seed), given.signal).catch((error: unknown) => error),
  );
  const fine = await read("fine.md", new TextEncoder().encode("# Fine\n\nText."));
  expect(fine.title).toBe("Fine");
  // None has taken its half of a minute: what came after them came first.
  expect(await Promise.race([...slow, "none is done"])).toBe("none is done");
  given.abort(new Error("seen enough"));
  await Promise.all(slow);
});
