import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import type { ParsedDocument } from "@footnote/contracts";
import { DEFAULT_LIMITS, parseFile } from "@footnote/parsing";
import { beforeAll, describe, expect, test } from "vitest";
import { bucketOf, type Question, questionsOf, type SplitName } from "./questions.ts";

interface Split {
  readonly questions: readonly Question[];
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly documents: ReadonlyMap<string, ParsedDocument>;
}

const squeeze = (text: string) => text.replace(/\s+/gu, " ").trim();

async function readSplit(name: SplitName): Promise<Split> {
  const questions = await questionsOf(name);
  const bucket = bucketOf(name);
  const files = new Map<string, Uint8Array>();
  const documents = new Map<string, ParsedDocument>();
  for (const entry of await readdir(bucket, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const key = `${entry.parentPath}/${entry.name}`.slice(bucket.length).replace(/^\//, "");
    const bytes = await readFile(`${entry.parentPath}/${entry.name}`);
    files.set(key, bytes);
    documents.set(key, await parseFile({ key, bytes }, DEFAULT_LIMITS));
  }
  return { questions, files, documents };
}

function find(split: Split, key: string): ParsedDocument {
  const document = split.documents.get(key);
  if (document === undefined) throw new Error(`There is no ${key} in the bucket.`);
  return document;
}

const keysWith = (split: Split, quote: string) =>
  [...split.documents]
    .filter(([, document]) => squeeze(document.text).includes(squeeze(quote)))
    .map(([key]) => key);

/** For every place where the quote stands, the page of the block that it begins in. */
function pagesOf(document: ParsedDocument, quote: string): (number | undefined)[] {
  const words = squeeze(quote)
    .split(" ")
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return [...document.text.matchAll(new RegExp(words.join("\\s+"), "gu"))].map(
    (match) => document.blocks.filter((block) => block.start <= match.index).at(-1)?.page,
  );
}

let test40: Split;
let dev60: Split;
beforeAll(async () => {
  test40 = await readSplit("test");
  dev60 = await readSplit("dev");
});

describe.each([
  ["test", () => test40, { files: 29, questions: 40, unanswerable: 8 }],
  ["dev", () => dev60, { files: 14, questions: 60, unanswerable: 24 }],
] as const)("the %s split", (_name, split, size) => {
  test("has the size that its README states", () => {
    expect(split().files.size).toBe(size.files);
    expect(split().questions).toHaveLength(size.questions);
    expect(split().questions.filter((question) => !question.answerable)).toHaveLength(size.unanswerable);
  });

  test("gives every question an id of its own, and passages exactly where it has an answer", () => {
    const { questions } = split();
    expect(new Set(questions.map((question) => question.id)).size).toBe(questions.length);
    for (const question of questions) {
      expect([question.id, question.passages.length > 0]).toEqual([question.id, question.answerable]);
      expect([question.id, question.answer !== null]).toEqual([question.id, question.answerable]);
    }
  });

  test("quotes what stands in the parsed text, and in no other file", () => {
    for (const { id, passages } of split().questions) {
      for (const { key, quote } of passages)
        expect([id, quote, keysWith(split(), quote)]).toEqual([id, quote, [key]]);
    }
  });

  test("names the page of every quote from a file that has pages, and of no other", () => {
    for (const { id, passages } of split().questions) {
      for (const { key, quote, page } of passages) {
        expect([id, pagesOf(find(split(), key), quote)]).toEqual([id, [page]]);
      }
    }
  });
});

test("the test split asks at least two questions of every format", () => {
  const asked = new Map<string, number>();
  for (const { passages } of test40.questions) {
    for (const format of new Set(passages.map(({ key }) => find(test40, key).format))) {
      asked.set(format, (asked.get(format) ?? 0) + 1);
    }
  }
  for (const format of ["markdown", "html", "text", "pdf", "docx", "csv"]) {
    expect([format, asked.get(format) ?? 0]).toEqual([
      format,
      expect.toSatisfy((count: number) => count >= 2),
    ]);
  }
});

test("the test split asks for facts that only a row of a table holds, in every format that has tables", () => {
  const formats = test40.questions
    .flatMap(({ passages }) => passages)
    .filter(({ key, quote }) =>
      find(test40, key).blocks.some(
        (block) =>
          block.kind === "table" &&
          block.rows.some(
            (row) => squeeze(find(test40, key).text.slice(row.start, row.end)) === squeeze(quote),
          ),
      ),
    )
    .map(({ key }) => find(test40, key).format);
  expect(new Set(formats)).toEqual(new Set(["markdown", "html", "csv", "docx", "pdf"]));
});

test("the splits share no question and no document", () => {
  const hashes = (split: Split) =>
    [...split.files.values()].map((bytes) => createHash("sha256").update(bytes).digest("hex"));
  const questions = (split: Split) => split.questions.map(({ question }) => squeeze(question).toLowerCase());
  expect(hashes(test40).filter((hash) => hashes(dev60).includes(hash))).toEqual([]);
  expect(questions(test40).filter((question) => questions(dev60).includes(question))).toEqual([]);
});
