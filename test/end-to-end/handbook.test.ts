import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { measureQuestions, type QuestionReport } from "../../eval/quality/measure-questions.ts";
import { bucketOf, questionsOf } from "../../eval/quality/questions.ts";
import { startFootnote, type TestFootnote } from "./footnote.ts";

let footnote: TestFootnote;
let report: QuestionReport;
beforeAll(async () => {
  const files: Record<string, Uint8Array> = {};
  for await (const key of glob("**/*.*", { cwd: bucketOf("test") }))
    files[key] = await readFile(join(bucketOf("test"), key));
  footnote = await startFootnote(files);
  report = await measureQuestions(footnote.url, await questionsOf("test"));
}, 180_000);
afterAll(() => footnote.close());

describe("the sample handbook", () => {
  test("every file is answerable", async () => {
    const { documents, problems } = await footnote.status();
    expect(problems).toEqual([]);
    expect(documents).toEqual({ live: 29, queued: 0, failed: 0, dead: 0, skipped: 0 });
  });

  test("the right passage is among the first five results for at least 95 % of the questions that have one", () => {
    expect(report.answerable).toBe(32);
    expect(report.passageInTop5 / report.answerable, JSON.stringify(report.misses)).toBeGreaterThanOrEqual(
      0.95,
    );
  });

  test("at least 7 of the 8 questions that the handbook does not answer are declined", () => {
    expect(report.unanswerable).toBe(8);
    expect(report.declined, JSON.stringify(report.misses)).toBeGreaterThanOrEqual(7);
  });

  test("at least half of the questions that it does answer are answered, nearly all from the right passage", () => {
    expect(report.answered, JSON.stringify(report.misses)).toBeGreaterThanOrEqual(16);
    expect(report.answeredFromRightPassage / report.answered).toBeGreaterThanOrEqual(0.9);
  });

  test("S2: every quote is verbatim in the stored version at its span", () => {
    expect(report.citations).toBeGreaterThan(0);
    expect(report.verbatim).toBe(report.citations);
  });
});
