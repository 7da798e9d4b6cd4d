import { asFootnoteError, type FootnoteError, type ParsedDocument } from "@footnote/contracts";
import { DEFAULT_LIMITS, openParser, type ParserSandbox, readLanguages } from "@footnote/parsing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { emptyPng, inflatingPicturePdf, noisePng } from "./hostile/hostile-pictures.ts";
import { watchPeakMemory } from "./hostile/peak-memory.ts";

const LIMITS = { ...DEFAULT_LIMITS, maxMemoryMegabytes: 512 };
vi.setConfig({ testTimeout: 300_000 });

let parser: ParserSandbox;
beforeAll(() => {
  parser = openParser(LIMITS, {
    languages: readLanguages(["eng"], undefined),
    limits: { pageSeconds: 10, maxFailures: 1 },
  });
});
afterAll(() => parser.close());

/** Holds that no process took more memory than it may, and that the next file is read as if nothing had been. */
async function outcomeOf(key: string, bytes: Uint8Array): Promise<ParsedDocument | FootnoteError> {
  const memory = watchPeakMemory();
  const outcome = await parser.parse({ key, bytes }).catch(asFootnoteError);
  const next = await parser.parse({ key: "next.md", bytes: new TextEncoder().encode("# Next\n\nText.") });
  const peak = memory.stop();
  console.log(
    key,
    "code" in outcome ? `${outcome.code}: ${outcome.message}` : "parsed",
    `${Math.round(peak)} MB`,
  );
  expect(next.text).toBe("Next\n\nText.");
  expect(peak).toBeLessThan(LIMITS.maxMemoryMegabytes);
  return outcome;
}

describe("R10: a picture costs no more than it may", () => {
  test.each([
    [
      "900 million dots in 110 KB.pdf",
      () => inflatingPicturePdf(30_000, 30_000, 1),
      /^file_(without_text|too_slow)$/,
    ],
    [
      "as large as is drawn.pdf",
      () => inflatingPicturePdf(6_300, 6_300, 8),
      /^file_(without_text|too_slow)$/,
    ],
    ["specks without end.png", async () => noisePng(2_500, 2_500), /^file_(without_text|too_slow)$/],
    ["ten thousand million dots.png", async () => emptyPng(100_000, 100_000), /^file_too_large$/],
    [
      "39 million dots that are not there.png",
      async () => emptyPng(39_000, 1_000),
      /^file_(corrupt|without_text|too_slow)$/,
    ],
  ] as const)("%s", async (key, make, code) => {
    const outcome = await outcomeOf(key, await make());
    expect("code" in outcome ? outcome.code : "parsed").toMatch(code);
  });
});
