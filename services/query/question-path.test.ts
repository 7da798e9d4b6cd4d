import type { AnswererEvent, AnswerPart, Candidate, CandidateBar, Reader } from "@footnote/contracts";
import { expect, test } from "vitest";
import {
  type AnswerEvent,
  type Found,
  openQuestionPath,
  type QuestionStages,
  type RerankStage,
} from "./question-path.ts";

const reader: Reader = { tenant: "one", principals: ["staff"] };
const partOf = (text: string) => ({ blocks: [], text, citations: [] }) as unknown as AnswerPart;
const candidates = ["a", "b"].map((chunk) => ({
  chunk,
  parent: { start: 0, end: 9 },
})) as unknown as Candidate[];

const NOTHING: Found = {
  candidates: [],
  ranking: [],
  read: { versions: [], lists: [], models: [], floors: {}, bar: null, isWhole: true },
  questionVector: new Float32Array([1]),
  questionModel: { id: "told", dimensions: 1 },
};

/** A path whose answerer says this; `passed` tells which stage was asked, and for whom. */
function pathThatSays(said: readonly AnswererEvent[], stages: Partial<QuestionStages> = {}) {
  const passed: string[] = [];
  const note = (stage: string, who?: Reader) =>
    passed.push(who === undefined ? stage : `${stage} ${who.principals}`);
  const path = openQuestionPath({
    understand: async ({ question }) => ({ question }),
    async find(who, _, depth) {
      note(`find ${depth}`, who);
      return {
        ...NOTHING,
        candidates,
      };
    },
    async expand(who, found, limit) {
      note(`expand ${limit} ${found.map(({ chunk }) => chunk)}`, who);
      return [];
    },
    answerer: {
      id: "told",
      async *answer() {
        note("answer");
        yield* said;
      },
    },
    async isVerified(who, { text }) {
      note(`verify ${text}`, who);
      return !text.includes("false");
    },
    async count(who) {
      note("count", who);
      return 3;
    },
    ...stages,
  });
  const answer = async (): Promise<AnswerEvent[]> =>
    Array.fromAsync(
      path.answer(
        reader,
        { question: "?", asOf: undefined, within: undefined, subject: "somebody", earlier: [] },
        new AbortController().signal,
      ),
    );
  return { path, passed, answer };
}

/** A second stage that turns the order around, or could not. */
const turning = (trouble?: string) =>
  ({
    depth: 50,
    sections: 8,
    rerank: async (_, found) => ({
      candidates: trouble === undefined ? found.toReversed() : found,
      reranking: { by: "told", ...(trouble !== undefined && { trouble }) },
    }),
  }) satisfies RerankStage;

test("a question passes each stage once, in order, and each read knows who asks", async () => {
  const { passed, answer } = pathThatSays([{ kind: "part", part: partOf("true") }]);
  await answer();
  expect(passed).toEqual([
    "find 30 staff",
    "expand 10 a,b staff",
    "answer",
    "verify true staff",
    "count staff",
  ]);
});

test("a reranker is given fifty, the best eight of which an answer is drawn from, and the answer says who ordered them", async () => {
  const { passed, answer } = pathThatSays([], { reranking: turning() });
  const events = await answer();
  expect(passed.slice(0, 2)).toEqual(["find 50 staff", "expand 8 b,a staff"]);
  expect(events.at(-1)).toMatchObject({ answer: { searched: { reranking: { by: "told" } } } });
});

test("an answer in the order of search says why it was not reranked, and is not kept for those who ask later", async () => {
  let missing = 0;
  const { path, passed } = pathThatSays([], {
    reranking: turning("It did not answer."),
    caching: async function* (_, anew) {
      yield* anew({ onFound: () => undefined, onMissing: () => missing++ });
    },
  });
  const asked = { question: "?", asOf: undefined, within: undefined, subject: "somebody", earlier: [] };
  const events = await Array.fromAsync(path.answer(reader, asked, new AbortController().signal));
  expect(passed).toContain("expand 8 a,b staff");
  expect(events.at(-1)).toMatchObject({
    answer: { searched: { reranking: { by: "told", trouble: "It did not answer." } } },
  });
  // Once for the order, and once for the sections that could not be read here.
  expect(missing).toBe(2);
});

test("what does not stand in the store is not shown, and an answer of nothing else is none", async () => {
  const some = await pathThatSays([
    { kind: "part", part: partOf("false") },
    { kind: "part", part: partOf("true") },
  ]).answer();
  expect(some.map((event) => (event.kind === "part" ? event.part.text : event.kind))).toEqual([
    "true",
    "answer",
  ]);
  const [none] = await pathThatSays([{ kind: "part", part: partOf("false") }]).answer();
  expect(none).toMatchObject({ kind: "answer", answer: { status: "not_found", parts: [] } });
});

test("what only comes closest is said to be so before it is shown, and in the whole answer", async () => {
  const events = await pathThatSays([
    { kind: "closest", unknown: ["PO-7"] },
    { kind: "part", part: partOf("near") },
  ]).answer();
  expect(events.map(({ kind }) => kind)).toEqual(["closest", "part", "answer"]);
  expect(events.at(-1)).toMatchObject({
    answer: {
      status: "closest",
      unknown: ["PO-7"],
      text: "PO-7 stands in no document that you can read. No sure answer. These passages come closest:\n\nnear",
    },
  });
});

test("a follow-up is answered as it is understood, from the documents that it goes on about", async () => {
  const found: string[] = [];
  const { path } = pathThatSays([{ kind: "part", part: partOf("true") }], {
    understand: async () => ({
      question: "What is the deadline? (expenses)",
      after: "How do I claim expenses?",
    }),
    async find(_, { question }) {
      found.push(question);
      const documents = question.startsWith("How") ? ["expenses"] : ["press", "expenses"];
      const candidates = documents.map((document) => ({
        document,
        chunk: document,
        parent: { start: 0, end: 9 },
      })) as unknown as Candidate[];
      return { ...NOTHING, candidates };
    },
    async expand(_, candidates) {
      found.push(candidates.map(({ chunk }) => chunk).join(" before "));
      return [];
    },
  });
  const asked = {
    question: "And the deadline?",
    asOf: undefined,
    within: undefined,
    subject: "somebody",
    earlier: [{ question: "How do I claim expenses?" }],
  };
  const events = await Array.fromAsync(path.answer(reader, asked, new AbortController().signal));
  expect(events[0]).toEqual({ kind: "understood", question: "What is the deadline? (expenses)" });
  expect(events.at(-1)).toMatchObject({ answer: { understoodAs: "What is the deadline? (expenses)" } });
  expect(found).toEqual([
    "How do I claim expenses?",
    "What is the deadline? (expenses)",
    "expenses before press",
  ]);
});

test("whoever leaves gets nothing more", async () => {
  const left = new AbortController();
  const { path } = pathThatSays([
    { kind: "part", part: partOf("true") },
    { kind: "part", part: partOf("more") },
  ]);
  const events = path
    .answer(
      reader,
      { question: "?", asOf: undefined, within: undefined, subject: "somebody", earlier: [] },
      left.signal,
    )
    [Symbol.asyncIterator]();
  await events.next();
  left.abort();
  await expect(events.next()).rejects.toThrow();
});

test("a cache hears what would reach the sections, and where they were ordered anew only what would reach the candidates", async () => {
  const bar: CandidateBar = { fused: 0.1, lexical: null, dense: null };
  const many = Array.from({ length: 12 }, (_, at) => ({
    document: `document ${at}`,
    version: "1",
    parent: { start: 0, end: 9 },
    explanation: { stage: "fusion", value: 1 - at / 12, description: "", details: [] },
  })) as unknown as Candidate[];
  const barWith = async (stages: Partial<QuestionStages>) => {
    const found: Found[] = [];
    const { path } = pathThatSays([], {
      find: async () => ({ ...NOTHING, candidates: many, read: { ...NOTHING.read, bar } }),
      ...stages,
      caching: (_, anew) => anew({ onFound: (one) => found.push(one), onMissing: () => undefined }) as never,
    });
    const asked = { question: "?", asOf: undefined, within: undefined, subject: "somebody", earlier: [] };
    await Array.fromAsync(path.answer(reader, asked, new AbortController().signal));
    return found[0]?.read.bar?.fused;
  };
  expect(await barWith({})).toBeCloseTo(1 - 9 / 12);
  expect(await barWith({ reranking: turning() })).toBe(0.1);
});

test("who asks hears when all is found, before the answer is made of it", async () => {
  const { path, passed } = pathThatSays([]);
  const onFound = () => passed.push("found");
  const asked = {
    question: "?",
    asOf: undefined,
    within: undefined,
    subject: "somebody",
    earlier: [],
    onFound,
  };
  await Array.fromAsync(path.answer(reader, asked, new AbortController().signal));
  expect(passed.findIndex((stage) => stage.startsWith("expand"))).toBe(passed.indexOf("found") - 1);
  expect(passed.indexOf("answer")).toBe(passed.indexOf("found") + 1);
});
