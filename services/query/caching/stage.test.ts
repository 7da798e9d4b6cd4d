import type {
  Answer,
  AnswerCache,
  AnswerPart,
  AnswerPassage,
  AnswerToKeep,
  CacheCalibration,
  CachedAnswer,
  Candidate,
  EmbeddingModel,
  Reader,
} from "@footnote/contracts";
import { expect, test } from "vitest";
import {
  type AnswerEvent,
  type Asked,
  type Found,
  openQuestionPath,
  type QuestionStages,
} from "../question-path.ts";
import type { KeepingRules } from "./keeping.ts";
import { openCachingStage } from "./stage.ts";

const reader: Reader = { tenant: "one", principals: ["staff"] };
const MODEL = { id: "told", dimensions: 1 };
const BAR = { fused: 0.5, lexical: null, dense: null };
const FOUND: Found = {
  candidates: [
    { parent: { start: 0, end: 9 }, places: [{ document: "d", bucket: "docs", key: "a.md" }] },
  ] as unknown as Candidate[],
  ranking: [],
  read: {
    versions: [{ document: "d", version: "1" }],
    lists: ["7"],
    models: ["told"],
    floors: {},
    bar: BAR,
    isWhole: true,
  },
  questionVector: new Float32Array([1]),
  questionModel: MODEL,
};

/** A cache in memory that gives again what it has, and notes what it is told. */
class MemoryCache {
  readonly kept: AnswerToKeep[] = [];
  readonly ended: string[] = [];
  readonly counted: string[] = [];
  lookUps = 0;
  calibrated: CacheCalibration | undefined;

  readonly port = {
    lookUp: async (_: Reader, { question }: { question: string }) => {
      this.lookUps += 1;
      const at = this.kept.findLastIndex(({ key }) => key.question === question);
      return { moment: `moment ${this.lookUps}`, found: this.#cached(at), ended: undefined };
    },
    near: async () =>
      this.kept.map(({ question }, at) => ({ id: String(at), question, cosine: 0.95 - at / 100 })),
    open: async (_: Reader, id: string) => ({ found: this.#cached(Number(id)), ended: undefined }),
    keep: async (_: Reader, answer: AnswerToKeep) => {
      this.kept.push(answer);
      return true;
    },
    end: async (_: Reader, id: string, why: string) => {
      this.ended.push(why);
      this.kept.splice(Number(id), 1);
    },
    count: (_: string, layer: string) => this.counted.push(layer),
    calibration: async () => this.calibrated,
  } as unknown as AnswerCache;

  #cached(at: number): CachedAnswer | undefined {
    const entry = this.kept[at];
    const keptAt = new Date(1_000);
    return (
      entry && { id: String(at), question: entry.question, answer: entry.answer, keptAt, cost: entry.cost }
    );
  }
}

interface Told {
  /** What the answerer does; "true" is a part that is verified. */
  readonly says?: QuestionStages["answerer"]["answer"];
  readonly keeping?: Partial<KeepingRules>;
  readonly stages?: Partial<QuestionStages>;
  readonly cache?: AnswerCache;
}

function opened(told: Told = {}) {
  const cache = new MemoryCache();
  const troubles: unknown[] = [];
  let answered = 0;
  /** What no longer stands in the store. */
  const gone = new Set<string>();
  const isVerified = async (_: Reader, { citations }: Pick<AnswerPart, "citations">) =>
    citations.every(({ document }) => !gone.has(document));
  const part = {
    blocks: [],
    text: "At six.",
    citations: [{ document: "d", quote: "six" }],
  } as unknown as AnswerPart;
  const path = openQuestionPath({
    understand: async ({ question }) => ({ question: `${question} (tides)`, after: "What are tides?" }),
    find: async () => FOUND,
    expand: async () => [{ candidate: {} }] as unknown as AnswerPassage[],
    answerer: {
      id: "told",
      async *answer(request) {
        answered += 1;
        if (told.says === undefined) yield { kind: "part", part };
        else yield* told.says(request);
      },
    },
    isVerified,
    count: async () => 3,
    caching: openCachingStage({
      cache: told.cache ?? cache.port,
      recipe: "a recipe",
      keeping: { milliseconds: 60_000, byBucket: new Map(), ...told.keeping },
      normalise: (question) => question.toLowerCase(),
      agree: (one, other) => one.split(" ")[0] === other.split(" ")[0],
      embedder: {
        model: MODEL as EmbeddingModel,
        embed: async () => [new Float32Array([1])],
      },
      isVerified,
      count: async () => 5,
      clock: { now: () => new Date(61_000), elapsed: () => 0 },
      onTrouble: (error) => troubles.push(error),
    }),
    ...told.stages,
  });
  const ask = (question: string, asked: Partial<Asked> = {}, signal = new AbortController().signal) =>
    Array.fromAsync(
      path.answer(
        reader,
        { question, asOf: undefined, within: undefined, subject: "somebody", earlier: [], ...asked },
        signal,
      ),
    );
  return { cache, troubles, gone, ask, answered: () => answered };
}

const answerOf = (events: readonly AnswerEvent[]): Answer => {
  const last = events.at(-1);
  if (last?.kind !== "answer") throw new Error("There is no answer.");
  return last.answer;
};

test("what was answered before is told again as it was, at once, with its age and what was checked", async () => {
  const { cache, ask, answered } = opened();
  const first = await ask("When is high tide?");
  const again = await ask("WHEN is high tide?");
  expect(answered()).toBe(1);
  expect(again.map(({ kind }) => kind)).toEqual(first.map(({ kind }) => kind));
  expect(answerOf(first).cached).toBeUndefined();
  expect(answerOf(again)).toMatchObject({
    status: "answered",
    text: "At six.",
    searched: { documents: 5 },
    cached: { layer: "exact", answeredAt: "1970-01-01T00:00:01.000Z", ageSeconds: 60, sources: 1 },
  });
  expect(cache.counted).toEqual(["miss", "exact"]);
  expect(cache.kept).toMatchObject([
    { moment: "moment 1", lists: ["7"], versions: [{ document: "d", version: "1" }], bar: BAR },
  ]);
});

test("what no longer stands word for word is not told again, and is at its end", async () => {
  const { cache, gone, ask, answered } = opened();
  await ask("When?");
  gone.add("d");
  expect(answerOf(await ask("When?"))).toMatchObject({ status: "not_found", parts: [] });
  expect(answered()).toBe(2);
  expect(cache.ended).toEqual(["unverified"]);
});

test("whoever wants an answer anew gets one: kept in place of the old one, or not at all", async () => {
  const { cache, ask, answered } = opened();
  await ask("When?");
  expect(answerOf(await ask("When?", { cache: "renew" })).cached).toBeUndefined();
  expect(cache.kept.map(({ moment }) => moment)).toEqual(["moment 1", "moment 2"]);
  expect(answerOf(await ask("When?", { cache: "none" })).cached).toBeUndefined();
  expect(answered()).toBe(3);
  expect(cache.kept).toHaveLength(2);
});

test("a question of a past moment is neither looked up nor kept", async () => {
  const { cache, ask } = opened();
  await ask("When?", { asOf: new Date(0) });
  expect([cache.lookUps, cache.kept.length]).toEqual([0, 0]);
});

test("what is looked for in a part alone is neither looked up nor kept", async () => {
  const { cache, ask } = opened();
  await ask("When?", { within: [{ bucket: "docs", path: "people" }] });
  expect([cache.lookUps, cache.kept.length]).toEqual([0, 0]);
});

test("a follow-up is kept as it is understood, with what it goes on about, and ends with whatever arrives", async () => {
  const { cache, ask, answered } = opened();
  const earlier = [{ question: "What are tides?" }];
  await ask("When?", { earlier });
  expect(answerOf(await ask("When?", { earlier }))).toMatchObject({
    understoodAs: "When? (tides)",
    cached: { layer: "exact" },
  });
  await ask("When? (tides)");
  expect(answered()).toBe(2);
  expect(cache.kept.map(({ key: { question }, bar }) => [question, bar])).toEqual([
    ['["when? (tides)","what are tides?"]', null],
    ['["when? (tides)",""]', BAR],
  ]);
});

test("what many ask at once is answered once, and each looks for themselves whether it may have it", async () => {
  const go = Promise.withResolvers<void>();
  const { cache, ask, answered } = opened({
    async *says() {
      await go.promise;
      yield {
        kind: "part",
        part: { blocks: [], text: "At six.", citations: [{ document: "d" }] } as unknown as AnswerPart,
      };
    },
  });
  const all = Promise.all(Array.from({ length: 20 }, () => ask("When?")));
  await new Promise((resolve) => setImmediate(resolve));
  go.resolve();
  const answers = (await all).map(answerOf);
  expect(answered()).toBe(1);
  expect(answers.filter(({ cached }) => cached !== undefined)).toHaveLength(19);
  expect(cache.lookUps).toBe(39);
});

test("where the one who is answered leaves, the next one is answered, and who waits may leave as well", async () => {
  const asked: (() => void)[] = [];
  const { ask, answered } = opened({
    async *says({ signal }) {
      const go = Promise.withResolvers<void>();
      asked.push(go.resolve);
      signal?.addEventListener("abort", () => go.reject(signal.reason));
      await go.promise;
      yield {
        kind: "part",
        part: { blocks: [], text: "At six.", citations: [{ document: "d" }] } as unknown as AnswerPart,
      };
    },
  });
  const until = async (count: number) => {
    while (asked.length < count) await new Promise((resolve) => setImmediate(resolve));
  };
  const [first, second] = [new AbortController(), new AbortController()];
  const leaving = [first, second].map(({ signal }) => ask("When?", {}, signal).catch(() => "left"));
  const waiting = ask("When?");
  await until(1);
  second.abort();
  expect(await leaving[1]).toBe("left");
  first.abort();
  expect(await leaving[0]).toBe("left");
  await until(2);
  asked[1]?.();
  expect(answerOf(await waiting).status).toBe("answered");
  expect(answered()).toBe(2);
});

test("an error is not kept, nor an answer that should have been another one; nothing is kept for seconds", async () => {
  const broken = opened({
    // biome-ignore lint/correctness/useYield: it never comes so far
    async *says() {
      throw new Error("broken");
    },
  });
  await expect(broken.ask("When?")).rejects.toThrow("broken");
  await expect(broken.ask("When?")).rejects.toThrow("broken");
  expect(broken.cache.kept).toEqual([]);
  const unwritten = opened({
    async *says() {
      yield { kind: "unwritten", unwritten: { code: "generation_failed", message: "It failed." } };
    },
  });
  await unwritten.ask("When?");
  expect(unwritten.cache.kept).toEqual([]);
  const nothing = opened({ async *says() {} });
  await nothing.ask("When?");
  expect(nothing.cache.kept).toMatchObject([{ keepMilliseconds: 10_000 }]);
});

test("what could not be read while it was answered may be there again in a moment: nothing is kept", async () => {
  const dropped = opened({
    stages: { find: async () => ({ ...FOUND, read: { ...FOUND.read, isWhole: false } }) },
  });
  await dropped.ask("When?");
  const gone = opened({ stages: { expand: async () => [] } });
  await gone.ask("When?");
  const unverified = opened();
  unverified.gone.add("d");
  await unverified.ask("When?");
  for (const { cache } of [dropped, gone, unverified]) expect(cache.kept).toEqual([]);
});

test("the bucket with the shortest time decides, and what rests on one that is not to be cached is not kept", async () => {
  const { cache, ask } = opened({ keeping: { byBucket: new Map([["docs", 5_000]]) } });
  await ask("When?");
  expect(cache.kept).toMatchObject([{ keepMilliseconds: 5_000 }]);
  const uncached = opened({ keeping: { byBucket: new Map([["docs", 0]]) } });
  await uncached.ask("When?");
  expect(uncached.cache.kept).toEqual([]);
});

test("another question's answer is given only once that is calibrated, where it is near enough and they agree", async () => {
  const { cache, ask, answered } = opened();
  await ask("When is high tide?");
  await ask("When is the high tide?");
  expect(answered()).toBe(2);
  cache.calibrated = { model: "told", threshold: 0.9, calibratedAt: new Date(0), evidence: {} };
  expect(answerOf(await ask("When comes high tide?")).cached).toMatchObject({ layer: "semantic" });
  expect(answerOf(await ask("Where is high tide?")).cached).toBeUndefined();
  cache.calibrated = { ...cache.calibrated, threshold: 0.96 };
  expect(answerOf(await ask("When might high tide be?")).cached).toBeUndefined();
});

test("a cache that fails costs no answer", async () => {
  const fails = () => Promise.reject(new Error("The store is gone."));
  const cache = { lookUp: fails, calibration: fails, keep: fails, count: () => undefined };
  const { ask, troubles } = opened({ cache: cache as unknown as AnswerCache });
  expect(answerOf(await ask("When?")).status).toBe("answered");
  expect(troubles).toHaveLength(2);
});
