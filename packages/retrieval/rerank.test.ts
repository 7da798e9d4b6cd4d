import { type Candidate, explanationOf, FootnoteError, type Reranker } from "@footnote/contracts";
import { expect, test } from "vitest";
import { type RerankRule, rerank } from "./rerank.ts";

const never = new AbortController().signal;

/** As search ordered them: 1, 0.9, 0.8 and so on. */
const found = (...chunks: string[]): Candidate[] =>
  chunks.map((chunk, at) => candidateOf(chunk, 1 - at / 10));

function candidateOf(chunk: string, value: number, identifiers?: number): Candidate {
  const named = { stage: "identifiers", value: identifiers ?? 0, description: "", details: [] };
  const details = identifiers === undefined ? [] : [named];
  const explanation = { stage: "fusion", value, rank: 1, description: "fused", details };
  return {
    chunk,
    title: "Title",
    headingPath: ["Leave", "Annual"],
    text: `text of ${chunk}`,
    explanation,
  } as never;
}

/** Scores a passage by the chunk that it is of. */
function ruleWith(scores: Readonly<Record<string, number>>, rule: Partial<RerankRule> = {}): RerankRule {
  const reranker: Reranker = {
    id: "told",
    score: async (_, passages) => passages.map((text) => scores[text.split(" ").at(-1) ?? ""] ?? 0),
    close: async () => undefined,
  };
  return { reranker, candidates: 50, weight: 1, deadlineMilliseconds: 60_000, ...rule };
}

const orderOf = ({ candidates }: { readonly candidates: readonly Candidate[] }) =>
  candidates.map(({ chunk }) => chunk).join("");

test("what the reranker scores highest comes first, with its node above what was there before", async () => {
  const candidates = found("a", "b", "c");
  const reranked = await rerank(ruleWith({ a: -3, b: 7, c: 2 }), "How many days?", candidates, never);
  expect(orderOf(reranked)).toBe("bca");
  expect(reranked.reranking).toEqual({ by: "told" });
  expect(reranked.candidates[1]?.explanation).toEqual({
    stage: "rerank",
    value: 0.5,
    rank: 2,
    description: "1 of what told says and 0 of the order before, each min-max normalised",
    details: [{ stage: "reranker", value: 2, description: "told", details: [] }, candidates[2]?.explanation],
  });
});

test("the order of search counts what the reranker does not", async () => {
  const scores = { a: 0, b: 5, c: 10 };
  const orders = [0, 0.4, 1].map(async (weight) =>
    orderOf(await rerank(ruleWith(scores, { weight }), "?", found("a", "b", "c"), never)),
  );
  expect(await Promise.all(orders)).toEqual(["abc", "abc", "cba"]);
});

test("it reads no more than the best, under their headings, and the others stay behind them", async () => {
  const read: string[] = [];
  const rule = ruleWith({ b: 1 }, { candidates: 2 });
  const reranker: Reranker = {
    ...rule.reranker,
    score: (question, passages, signal) => {
      read.push(...passages);
      return rule.reranker.score(question, passages, signal);
    },
  };
  const reranked = await rerank({ ...rule, reranker }, "?", found("a", "b", "c", "d"), never);
  expect(orderOf(reranked)).toBe("bacd");
  expect(read).toEqual(["Leave > Annual\ntext of a", "Leave > Annual\ntext of b"]);
});

test("what holds more of the question's identifiers stays first, whatever a model thinks of it", async () => {
  const candidates = [candidateOf("a", 1, 1), candidateOf("b", 0.9, 1), candidateOf("c", 0.8, 0)];
  expect(orderOf(await rerank(ruleWith({ a: 0, b: 1, c: 9 }), "E-17?", candidates, never))).toBe("bac");
});

const FAILING: [string, Reranker["score"], Partial<RerankRule>, string][] = [
  [
    "one that never answers",
    () => new Promise(() => undefined),
    { deadlineMilliseconds: 1 },
    "within 1 milli",
  ],
  [
    "one that fails",
    async () => {
      throw new FootnoteError("reranking_failed", "It asks to be left alone.", { action: "Wait." });
    },
    {},
    "It asks to be left alone.",
  ],
];
test.each(FAILING)("of %s the order of search stands, and says why", async (_, score, settings, why) => {
  const rule = ruleWith({}, settings);
  const { candidates, reranking } = await rerank(
    { ...rule, reranker: { ...rule.reranker, score } },
    "?",
    found("a", "b"),
    never,
  );
  expect(orderOf({ candidates })).toBe("ab");
  expect(reranking).toMatchObject({ by: "told", trouble: expect.stringContaining(why) });
  const [first] = candidates;
  expect(first && explanationOf("rerank", first.explanation)).toMatchObject({
    rank: 1,
    description: expect.stringContaining(why),
    details: [{ stage: "fusion" }],
  });
});

test("whoever leaves is not told of an order", async () => {
  const leaving = new AbortController();
  const rule = ruleWith({}, {});
  const reranker = { ...rule.reranker, score: () => new Promise<number[]>(() => undefined) };
  const reranking = rerank({ ...rule, reranker }, "?", found("a"), leaving.signal);
  leaving.abort(new Error("gone"));
  await expect(reranking).rejects.toThrow("gone");
});
