import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../limits.ts";
import { readLanguages } from "../ocr/tesseract/languages.ts";
import { buildScannedPdf, drawScan, scanLines } from "../testing/build-scan.ts";
import { expectCanonical } from "../testing/expect-canonical.ts";
import { outlineOf } from "../testing/parse.ts";
import { openParser, type ParserSandbox } from "./sandbox.ts";

const languages = readLanguages(["eng"], undefined);
const LEASE = [
  "The rent is due on the first of each quarter and is paid to",
  "the harbour office in 12 instalments of EUR 1,250.00 each.",
];
const scan = drawScan([{ text: "Lease of the quay", size: 20, y: 90 }, ...scanLines(LEASE)]);
const LEASE_READ = ["h1 Lease of the quay", `p ${LEASE.join(" ")}`];

let parser: ParserSandbox;
beforeAll(() => {
  parser = openParser(DEFAULT_LIMITS, { languages });
});
afterAll(() => parser.close());

describe("pages that hold no text are recognised", () => {
  test("between those that do, upright or on their side, and say how sure that is; blank ones say nothing", async () => {
    const bytes = await buildScannedPdf([
      { text: "What follows was signed on paper." },
      { scan, turned: 90 },
      { scan: drawScan([]) },
    ]);
    const parsed = await parser.parse({ key: "a.pdf", bytes });
    expectCanonical(parsed);
    expect(outlineOf(parsed)).toEqual(["p What follows was signed on paper.", ...LEASE_READ]);
    expect(parsed.blocks.map(({ page, recognised }) => [page, (recognised ?? 0) > 80])).toEqual([
      [1, false],
      [2, true],
      [2, true],
    ]);
    expect(parsed.notes).toEqual([
      { kind: "pages_without_text", count: 2, of: 3 },
      { kind: "pages_recognised", count: 1, of: 3, confidence: expect.any(Number) },
      { kind: "pages_recognised_empty", count: 1, of: 3 },
    ]);
  }, 60_000);

  test("a picture says what it shows; one that shows no text is refused with that reason", async () => {
    const parsed = await parser.parse({ key: "a.png", bytes: scan.toBuffer("image/png") });
    expectCanonical(parsed);
    expect([parsed.format, parsed.title, outlineOf(parsed)]).toEqual([
      "picture",
      "Lease of the quay",
      LEASE_READ,
    ]);
    await expect(
      parser.parse({ key: "b.jpg", bytes: drawScan([], 0.5).toBuffer("image/jpeg") }),
    ).rejects.toMatchObject({
      code: "file_without_text",
      message: "The picture shows no text that could be recognised.",
    });
  }, 60_000);
});

test("where it is done elsewhere, a file that needs it says so, and one that does not is read", async () => {
  const elsewhere = openParser(DEFAULT_LIMITS, "elsewhere");
  await using _ = { [Symbol.asyncDispose]: () => elsewhere.close() };
  const mixed = await buildScannedPdf([{ text: "Text." }, { scan }]);
  await expect(elsewhere.parse({ key: "a.pdf", bytes: mixed })).rejects.toMatchObject({
    code: "recognition_waiting",
    message: "1 of its pages hold no text and wait for text recognition.",
  });
  await expect(elsewhere.parse({ key: "a.png", bytes: scan.toBuffer("image/png") })).rejects.toMatchObject({
    code: "recognition_waiting",
  });
  const text = await buildScannedPdf([{ text: "Text." }, {}]);
  expect((await elsewhere.parse({ key: "a.pdf", bytes: text })).notes).toEqual([]);
}, 60_000);

test("where it is switched off, the text is read, and what is not recognised is noted", async () => {
  const off = openParser(DEFAULT_LIMITS);
  await using _ = { [Symbol.asyncDispose]: () => off.close() };
  const mixed = await buildScannedPdf([{ text: "Text." }, { scan }, { scan }]);
  expect((await off.parse({ key: "a.pdf", bytes: mixed })).notes).toEqual([
    { kind: "pages_without_text", count: 2, of: 3 },
  ]);
  await expect(off.parse({ key: "a.png", bytes: scan.toBuffer("image/png") })).rejects.toMatchObject({
    code: "file_without_text",
    message: "Pictures are not read while recognition is switched off.",
  });
}, 60_000);

test("R10: a page that takes too long is left, with a note, and so is what exceeds the pages that are recognised", async () => {
  const impatient = openParser(DEFAULT_LIMITS, { languages, limits: { pageSeconds: 0.01, maxFailures: 1 } });
  await using _ = { [Symbol.asyncDispose]: () => impatient.close() };
  const bytes = await buildScannedPdf([{ text: "Text." }, { scan }, { scan }]);
  const { notes } = await impatient.parse({ key: "a.pdf", bytes });
  expect(notes).toContainEqual({ kind: "pages_not_recognised", count: 2, of: 3 });
  await expect(impatient.parse({ key: "a.png", bytes: scan.toBuffer("image/png") })).rejects.toMatchObject({
    code: "file_too_slow",
  });
}, 60_000);

test("recognition is given up at once when it is aborted", async () => {
  const abort = new AbortController();
  const bytes = await buildScannedPdf(Array.from({ length: 20 }, () => ({ scan })));
  const outcome = parser.parse({ key: "a.pdf", bytes }, abort.signal).catch((error: unknown) => error);
  setTimeout(() => abort.abort(new Error("enough")), 1_500);
  expect(await outcome).toMatchObject({ message: "enough" });
}, 60_000);

test("a language whose data is not there is an error that says where to put it", () => {
  expect(() => readLanguages(["eng", "xxx"], "/nowhere")).toThrow(
    expect.objectContaining({
      code: "configuration_invalid",
      action: expect.stringContaining("put xxx.traineddata into the folder that recognition.folder names"),
    }),
  );
});
