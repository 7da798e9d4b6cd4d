import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Reranker } from "@footnote/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBundledReranker, openCrossEncoderReranker } from "./cross-encoder.ts";

const COUNTER = fileURLToPath(new URL("../testing/word-counter", import.meta.url));
const OURS = fileURLToPath(new URL("../all-MiniLM-L6-v2", import.meta.url));
const never = new AbortController().signal;

describe("a cross-encoder", () => {
  let reranker: Reranker;
  beforeAll(async () => {
    reranker = await openCrossEncoderReranker({ folder: COUNTER });
  });
  afterAll(() => reranker.close());

  test("reads the question with each passage, and gives one score each in their order", async () => {
    const passages = ["Annual leave: the days.", "Sick pay", "How many days of annual leave", ""];
    expect(await reranker.score("How many days of annual leave?", passages, never)).toEqual([3, 0, 5, 0]);
    expect(reranker.id).toBe("word-counter");
  });

  test("scores for many who ask at once, each with their own question", async () => {
    const passages = Array.from({ length: 50 }, (_, at) => "otter ".repeat(at));
    const scores = await Promise.all(
      ["otter", "badger", "otter"].map((question) => reranker.score(question, passages, never)),
    );
    const counted = passages.map((_, at) => at);
    expect(scores).toEqual([counted, counted.map(() => 0), counted]);
  });

  test("a passage that is too long is cut, and a question leaves room for it", async () => {
    // [CLS] otter [SEP] … [SEP]: 60 of 64 tokens are the passage's.
    expect(await reranker.score("otter", ["otter ".repeat(500)], never)).toEqual([60]);
  });

  test("whoever leaves is not waited for", async () => {
    const leaving = new AbortController();
    const scores = reranker.score("otter", Array(5_000).fill("otter"), leaving.signal);
    leaving.abort(new Error("gone"));
    await expect(scores).rejects.toThrow("gone");
    expect(await reranker.score("otter", ["otter"], never)).toEqual([1]);
  });
});

test("the bundled one prefers what answers to what only names the same, and both to anything else", async () => {
  const reranker = await openBundledReranker();
  const passages = [
    "Leave > Annual leave\nStaff get 28 days of annual leave a year, taken by the end of March.",
    "Leave > Annual leave\nAnnual leave is asked for in the leave system, and your manager agrees to it.",
    "Otters\nThe otter lives in rivers and eats fish.",
  ];
  const [answers, names, nothing] = await reranker.score(
    "How many days of annual leave do I get?",
    passages,
    never,
  );
  expect(answers).toBeGreaterThan((names as number) + 1);
  expect(names).toBeGreaterThan((nothing as number) + 1);
  await reranker.close();
});

describe("what is no cross-encoder is refused when it is opened", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "reranker-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("an empty folder, with what it lacks", async () => {
    await expect(openCrossEncoderReranker({ folder })).rejects.toMatchObject({
      code: "model_damaged",
      action: expect.stringContaining("onnx/model_quantized.onnx or onnx/model.onnx"),
    });
  });

  test("a model that embeds", async () => {
    await expect(openCrossEncoderReranker({ folder: OURS })).rejects.toMatchObject({
      code: "model_damaged",
      message: expect.stringContaining("cannot rerank"),
    });
  });

  test("one that is not as its checksums say", async () => {
    await cp(COUNTER, folder, { recursive: true });
    await writeFile(join(folder, "checksums.sha256"), `${"0".repeat(64)}  onnx/model_quantized.onnx\n`);
    await expect(openCrossEncoderReranker({ folder })).rejects.toMatchObject({
      code: "model_damaged",
      message: expect.stringContaining("onnx/model_quantized.onnx"),
    });
  });
});
