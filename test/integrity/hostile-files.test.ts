import { asFootnoteError, type FootnoteError, type ParsedDocument } from "@footnote/contracts";
import { DEFAULT_LIMITS, openParser, type ParserSandbox } from "@footnote/parsing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { buildEpub, buildPptx, shape } from "../../packages/parsing/testing/build-office.ts";
import { buildEncryptedPdf, buildPdf } from "../../packages/parsing/testing/build-pdf.ts";
import { buildPlainDocx } from "../../packages/parsing/testing/build-zip.ts";
import { ZipArchive } from "../../packages/parsing/zip/archive.ts";
import {
  deepMessages,
  manyAttachments,
  messageOfBombs,
  talkativeAttachments,
} from "./hostile/hostile-messages.ts";
import { circularPdf, flateBombPdf, manyPagesPdf } from "./hostile/hostile-pdfs.ts";
import { deepMarkup, entityBombs } from "./hostile/hostile-xml.ts";
import {
  docxBomb,
  docxWithBomb,
  docxWithZips,
  encryptedZip,
  endlessBook,
  endlessSheet,
  fineXlsx,
  manyFiles,
  nestedZips,
  overlappingBomb,
  sharedStringBomb,
  sparseSheet,
  zipBomb,
} from "./hostile/hostile-zips.ts";
import { watchPeakMemory } from "./hostile/peak-memory.ts";
import { quineZip } from "./hostile/quine-zip.ts";

const LIMITS = { ...DEFAULT_LIMITS, maxMemoryMegabytes: 512, maxSeconds: 30 };
vi.setConfig({ testTimeout: 10 * LIMITS.maxSeconds * 1_000 });

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** 20,000 records that share no field: 400 million cells, if they were a table. */
function sparseRecords(): Uint8Array {
  return bytesOf(JSON.stringify(Array.from({ length: 20_000 }, (_, index) => ({ [`field ${index}`]: 1 }))));
}

let parser: ParserSandbox;
beforeAll(() => {
  parser = openParser(LIMITS);
});
afterAll(() => parser.close());

/**
 * What becomes of the file: its document, or the reason that its dead letter gives. Holds that the child
 * stayed below its memory and that the next document is parsed as if nothing had been.
 */
async function outcomeOf(
  key: string,
  bytes: Uint8Array,
  with_ = parser,
): Promise<ParsedDocument | FootnoteError> {
  const memory = watchPeakMemory();
  const outcome = await with_.parse({ key, bytes }).catch(asFootnoteError);
  const next = await with_.parse({ key: "next.md", bytes: bytesOf("# Next\n\nText.") });
  const peak = memory.stop();
  console.log(
    key,
    "code" in outcome ? `${outcome.code}: ${outcome.message}` : "parsed",
    `${Math.round(peak)} MB`,
  );
  expect(next.text).toBe("Next\n\nText.");
  expect(peak).toBeGreaterThan(50);
  expect(peak).toBeLessThan(LIMITS.maxMemoryMegabytes);
  if ("code" in outcome) {
    expect(outcome.code).toMatch(/^file_/);
    expect(outcome.action).toMatch(/\.$/);
  }
  return outcome;
}

describe("what unpacks to more than anyone can hold", () => {
  test.each<[string, () => Uint8Array, code: string, says: string]>([
    [
      "bomb.xlsx",
      () => zipBomb("xl/worksheets/sheet1.xml"),
      "file_too_large",
      "unpacked, takes more than 256 MB",
    ],
    ["bomb.docx", docxBomb, "file_too_large", "unpacked, takes more than 256 MB"],
    ["overlapping.docx", overlappingBomb, "file_too_large", "unpacked, takes more than 256 MB"],
    ["shared.xlsx", sharedStringBomb, "file_too_large", "Its cells repeat the same text"],
    ["sparse.xlsx", sparseSheet, "file_too_large", "or stand far apart"],
    ["endless.epub", endlessBook, "file_too_large", "Its 100,000 chapters are one page repeated."],
    ["many.xlsx", manyFiles, "file_too_large", "more than 10,000 files"],
    ["nested.zip", nestedZips, "file_unsupported", "not unpacked"],
    ["quine.zip", () => quineZip("quine.zip"), "file_unsupported", "not unpacked"],
    ["flate.pdf", () => flateBombPdf(4_096), "file_too_large", "more than 512 MB of memory"],
    ["100,000 pages.pdf", () => manyPagesPdf(100_000), "file_too_large", "100000 pages; at most 5000"],
  ])("%s", async (key, make, code, says) => {
    const message = expect.stringContaining(says);
    expect(await outcomeOf(key, make())).toMatchObject({ code, message });
  });

  test("records that share no field are listed, each with its own", async () => {
    expect(await outcomeOf("sparse.json", sparseRecords())).toMatchObject({ blocks: [{ kind: "list" }] });
  });

  test("a zip in a document is never opened", async () => {
    expect(await outcomeOf("nested.docx", docxWithZips())).toMatchObject({ text: "Text" });
  });

  test("a document that holds itself is read once", async () => {
    const name = "word/document.xml";
    const quine = quineZip(name);
    const unpacked = new ZipArchive(quine, "zip", LIMITS).read(name);
    expect(Buffer.from(quine).equals(unpacked ?? Buffer.alloc(0))).toBe(true);
    expect(await outcomeOf("quine.docx", quine)).toMatchObject({ code: "file_corrupt" });
  });

  test("a PDF that hides how many pages it has ends all the same", async () => {
    expect(await outcomeOf("few.pdf", manyPagesPdf(100_000, 3))).toMatchObject({ code: "file_without_text" });
    expect(await outcomeOf("claims.pdf", manyPagesPdf(3, 100_000))).toHaveProperty("code");
    expect(await outcomeOf("circular.pdf", circularPdf())).toHaveProperty("code");
  });

  test("a part that is not asked for is not unpacked", async () => {
    expect(await outcomeOf("elsewhere.docx", docxWithBomb())).toMatchObject({ text: "Text" });
    expect(await outcomeOf("elsewhere.xlsx", zipBomb("xl/media/image1.png"))).toMatchObject({
      code: "file_corrupt",
    });
  });
});

describe("markup that grows or never ends", () => {
  test.each(entityBombs)("%s: entities are neither expanded nor opened", async (key, bytes) => {
    const outcome = await outcomeOf(key, bytes);
    if ("code" in outcome) expect(outcome.code).toBe("file_corrupt");
    else {
      expect(outcome.text.length).toBeLessThan(2_000);
      expect(outcome.text).toContain("Text");
      expect(outcome.text).not.toMatch(/PATH=|HOME=|lollol/);
    }
  });

  test.each(deepMarkup)("%s: elements in elements are read without a stack", async (key, bytes) => {
    expect(await outcomeOf(key, bytes)).toMatchObject({ text: expect.stringContaining("Text") });
  });

  test("runs in runs and tables in tables of a Word document end in a reason, not in a crash", async () => {
    const deep = (open: string, close: string) =>
      buildPlainDocx(`${open.repeat(20_000)}<w:p><w:r><w:t>Text</w:t></w:r></w:p>${close.repeat(20_000)}`);
    for (const bytes of [
      deep("<w:sdt>", "</w:sdt>"),
      deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
      deep("<w:p><w:ins>", "</w:ins></w:p>"),
      deep("<w:p><w:r><w:drawing><w:txbxContent>", "</w:txbxContent></w:drawing></w:r></w:p>"),
    ]) {
      const outcome = await outcomeOf("deep.docx", bytes);
      if ("code" in outcome) expect(outcome.code).toBe("file_too_large");
      else expect(outcome.text).toBe("Text");
    }
  });

  test("values in values, and parts in parts", async () => {
    expect(
      await outcomeOf("deep.json", bytesOf("[".repeat(1_000_000) + "]".repeat(1_000_000))),
    ).toMatchObject({ code: "file_too_large" });
    const parts = Array.from(
      { length: 50_000 },
      (_, depth) => `Content-Type: multipart/mixed; boundary=${depth}\n\n--${depth}\n`,
    );
    expect(await outcomeOf("deep.eml", bytesOf(`Subject: a\n${parts.join("")}`))).toMatchObject({
      code: "file_corrupt",
    });
    expect(await outcomeOf("quotes.md", bytesOf(`${">".repeat(20_000)} Text`))).toMatchObject({
      code: "file_too_large",
    });
  });
});

describe("what is attached to a message harms neither it nor the next", () => {
  test.each<[string, () => Uint8Array]>([
    ["bombs.eml", messageOfBombs],
    ["deep attachments.eml", deepMessages],
    ["many attachments.eml", manyAttachments],
    ["talkative.eml", talkativeAttachments],
  ])("%s", async (key, make) => {
    const outcome = await outcomeOf(key, make());
    expect(outcome).toMatchObject({ text: expect.stringContaining("Text") });
    expect(outcome).toMatchObject({ notes: [expect.objectContaining({ kind: "attachments" })] });
  });
});

describe("files that are not what they should be", () => {
  test("of 0 bytes", async () => {
    for (const extension of ["md", "pdf", "docx", "xlsx", "pptx", "epub", "eml", "json", "py", "csv"]) {
      expect(await outcomeOf(`a.${extension}`, new Uint8Array())).toMatchObject({ code: "file_empty" });
    }
  });

  const whole = async (): Promise<Readonly<Record<string, Uint8Array>>> => ({
    pdf: await buildPdf([[{ x: 72, y: 72, size: 10, text: "Text" }]]),
    docx: buildPlainDocx("<w:p><w:r><w:t>Text</w:t></w:r></w:p>"),
    xlsx: fineXlsx(),
    pptx: buildPptx([{ xml: shape("Text") }]),
    epub: buildEpub({ "a.xhtml": "<p>Text</p>" }),
  });

  test("cut off", async () => {
    for (const [extension, bytes] of Object.entries(await whole())) {
      expect(await outcomeOf(`a.${extension}`, bytes)).toMatchObject({ text: expect.any(String) });
      for (const share of [0.3, 0.6, 0.9]) {
        expect(await outcomeOf(`a.${extension}`, bytes.subarray(0, bytes.length * share))).toMatchObject({
          code: "file_corrupt",
        });
      }
    }
    expect(await outcomeOf("a.json", bytesOf('{"a": ["b", '))).toMatchObject({ code: "file_corrupt" });
  });

  test("named as another format", async () => {
    const files = Object.entries(await whole());
    for (const [extension, bytes] of files) {
      const other = files.find(([name]) => name !== extension)?.[0];
      expect(await outcomeOf(`a.${other}`, bytes)).toMatchObject({ code: "file_mislabelled" });
      expect(await outcomeOf("a.md", bytes)).toMatchObject({ code: "file_mislabelled" });
    }
  });

  test("encrypted", async () => {
    expect(await outcomeOf("a.pdf", await buildEncryptedPdf())).toMatchObject({ code: "file_encrypted" });
    expect(await outcomeOf("a.xlsx", encryptedZip())).toMatchObject({ code: "file_encrypted" });
    const office = Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.from("EncryptedPackage", "utf16le"),
    ]);
    for (const extension of ["docx", "xlsx", "pptx"])
      expect(await outcomeOf(`a.${extension}`, office)).toMatchObject({ code: "file_encrypted" });
  });

  test("not valid UTF-8: read where little of it is damaged, and said so; refused where it would be nonsense", async () => {
    const damage = Buffer.from([0xff, 0xc3, 0x28, 0xf0, 0x9f]);
    const little = Buffer.concat([
      Buffer.from(`"${"Text of many words. ".repeat(60)}`),
      damage,
      Buffer.from('"'),
    ]);
    const much = Buffer.concat([Buffer.from('"Text '), damage, Buffer.from('"')]);
    for (const extension of ["md", "html", "txt", "csv", "json", "py"]) {
      expect(await outcomeOf(`a.${extension}`, little)).toMatchObject({
        text: expect.stringContaining("Text"),
        notes: [{ kind: "unreadable_characters" }],
      });
      expect(await outcomeOf(`a.${extension}`, much)).toMatchObject({ code: "file_unsupported" });
    }
  });
});

describe("files without end", () => {
  test("a text of 1 GB, and one as long as a parser might just hold, are refused with a reason", async () => {
    expect(await outcomeOf("large.txt", Buffer.alloc(1024 ** 3, "word "))).toMatchObject({
      code: "file_too_large",
    });
    const most = Buffer.alloc((LIMITS.maxMemoryMegabytes / 4) * 1024 ** 2, "word ");
    for (const extension of ["txt", "md", "html", "csv", "json", "py", "eml"]) {
      expect(await outcomeOf(`large.${extension}`, most)).toHaveProperty("code");
    }
  });

  test("a file that keeps its parser busy for ever", async () => {
    const impatient = openParser({ ...LIMITS, maxSeconds: 2 });
    try {
      expect(await outcomeOf("slow.xlsx", endlessSheet(), impatient)).toMatchObject({
        code: "file_too_slow",
      });
    } finally {
      await impatient.close();
    }
  });
});
