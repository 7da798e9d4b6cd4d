import type {
  Candidate,
  ChunkHit,
  ChunkIndex,
  IndexCapabilities,
  Place,
  ResolvedReader,
  StoredPassage,
} from "@footnote/contracts";
import { expect, test } from "vitest";
import { type SearchParts, type SearchRequest, search } from "./search.ts";

const reader: ResolvedReader = { tenant: "one", principals: ["everyone"], lists: ["7"] };
const model = (id: string) => ({ id, dimensions: 2 });
const request: SearchRequest = {
  question: "How many days?",
  questionVectors: [{ model: model("older"), vector: new Float32Array([1, 0]) }],
  limit: 10,
  fusion: "min-max",
  system: "hybrid",
  asOf: undefined,
};

const place = (key: string): Place => ({ document: key, bucket: "docs", key });

function passage(chunk: string, key: string, text = `The text of ${chunk}.`): StoredPassage {
  const span = { start: 0, end: text.length };
  return {
    ...place(key),
    chunk,
    text,
    version: `version of ${key}`,
    title: key,
    headingPath: [],
    page: null,
    writtenAt: "2026-03-01T12:00:00.000Z",
    ...span,
    parent: span,
  };
}

/** An index whose legs find what their lists name, best first, over these passages; each read notes its moment. */
function partsOf(world: {
  readonly passages: readonly StoredPassage[];
  readonly lexical?: readonly string[];
  readonly dense?: Readonly<Record<string, readonly string[]>>;
  readonly identical?: Readonly<Record<string, readonly Place[]>>;
  readonly capabilities?: Partial<IndexCapabilities>;
}) {
  const moments: (Date | undefined)[] = [];
  const hits = (chunks: readonly string[]): ChunkHit[] =>
    chunks.map((chunk, index) => {
      const { document, version } = world.passages.find((one) => one.chunk === chunk) ?? GONE;
      return { chunk, document, version, score: 1 / (index + 1) };
    });
  const index: ChunkIndex = {
    capabilities: { asOf: true, idealScore: true, follows: "transaction", ...world.capabilities },
    async lexical(_, __, ___, asOf) {
      moments.push(asOf);
      return { hits: hits(world.lexical ?? []), ideal: 1 };
    },
    async dense(_, { id }, __, ___, asOf) {
      moments.push(asOf);
      return hits(world.dense?.[id] ?? []);
    },
    isCurrent: () => Promise.resolve(true),
    async apply() {},
  };
  const passages: SearchParts["passages"] = {
    async passages(_, chunks, asOf) {
      moments.push(asOf);
      return world.passages
        .filter(({ chunk }) => chunks.includes(chunk))
        .map((one) => ({ ...one, places: world.identical?.[one.version] ?? [] }));
    },
  };
  return { parts: { indexes: [index], passages }, moments };
}

const GONE = { document: "gone.md", version: "version of gone.md" };

async function found(parts: SearchParts, asked: SearchRequest = request): Promise<readonly Candidate[]> {
  return (await search(parts, reader, asked)).candidates;
}

test("identical documents appear once, with all their places", async () => {
  const { parts } = partsOf({
    passages: [passage("a1", "b.md")],
    lexical: ["a1"],
    dense: { older: ["a1"] },
    identical: { "version of b.md": [place("a.md"), place("b.md")] },
  });
  const [only, ...others] = await found(parts);
  expect(others).toEqual([]);
  expect(only).toMatchObject({ document: "b.md", places: [place("a.md"), place("b.md")] });
});

test("of the many places of one file a few are named, its own among them", async () => {
  const many = Array.from({ length: 1_000 }, (_, index) => place(`${1_000 + index}.md`));
  const { parts } = partsOf({
    passages: [passage("a1", "z.md")],
    lexical: ["a1"],
    identical: { "version of z.md": [...many, place("z.md")] },
  });
  const [only] = await found(parts);
  expect(only?.places).toHaveLength(20);
  expect(only?.places).toContainEqual(place("z.md"));
});

test("who has left asks nothing more of the store, and each leg is told", async () => {
  const left = new AbortController();
  let asked = 0;
  const { parts } = partsOf({ passages: [passage("a1", "a.md")] });
  const told: (AbortSignal | undefined)[] = [];
  const index: ChunkIndex = {
    ...(parts.indexes[0] as ChunkIndex),
    async lexical(_, __, ___, ____, signal) {
      told.push(signal);
      left.abort(new Error("gone"));
      return { hits: [{ ...GONE, chunk: "a1", score: 1 }], ideal: 1 };
    },
    async dense(_, __, ___, ____, _____, signal) {
      told.push(signal);
      return [];
    },
  };
  const passages = {
    async passages() {
      asked += 1;
      return [];
    },
  };
  const searching = found({ indexes: [index], passages }, { ...request, signal: left.signal });
  await expect(searching).rejects.toThrow("gone");
  expect(asked).toBe(0);
  expect(told).toEqual([left.signal, left.signal]);
});

test("a passage that stands word for word in another document too appears once, where it ranks best", async () => {
  const { parts } = partsOf({
    passages: [
      passage("b1", "b.md", "Staff get 28 days."),
      passage("a1", "a.md", "Staff  get\n28 days."),
      passage("c1", "c.md"),
    ],
    lexical: ["b1", "a1", "c1"],
  });
  const candidates = await found(parts, { ...request, limit: 2 });
  expect(candidates.map(({ chunk }) => chunk)).toEqual(["b1", "c1"]);
  expect(candidates[0]?.places).toEqual([place("a.md"), place("b.md")]);
});

test("a passage that no document holds any more still says where it stood", async () => {
  const { parts } = partsOf({ passages: [passage("a1", "a.md")], lexical: ["a1"] });
  expect((await found(parts))[0]?.places).toEqual([place("a.md")]);
});

test("every read asks for the same moment", async () => {
  const asOf = new Date("2026-03-01T12:00:00Z");
  const { parts, moments } = partsOf({ passages: [passage("a1", "a.md")], lexical: ["a1"] });
  await found(parts, { ...request, asOf });
  expect(moments).toEqual([asOf, asOf, asOf]);
});

test("while a pipeline is switched, what either model embedded is found and says how", async () => {
  const questionVectors = ["older", "newer"].map((id) => ({
    model: model(id),
    vector: new Float32Array([1, 0]),
  }));
  const { parts } = partsOf({
    passages: [passage("o1", "o.md"), passage("o2", "p.md"), passage("n1", "n.md")],
    dense: { older: ["o1", "o2"], newer: ["n1"] },
  });
  const candidates = await found(parts, { ...request, questionVectors });
  expect(candidates.map(({ chunk, explanation }) => [chunk, explanation.value])).toEqual([
    ["n1", 0.5],
    ["o1", 0.5],
    ["o2", 0],
  ]);
  expect(candidates[0]?.explanation).toEqual({
    stage: "fusion",
    value: 0.5,
    rank: 1,
    description: expect.stringContaining("each of 2 embedding models by itself"),
    details: [{ stage: "dense", value: 1, rank: 1, description: expect.any(String), details: [] }],
  });
  const dense = await found(parts, { ...request, questionVectors, system: "dense" });
  expect(dense.map(({ chunk }) => chunk)).toEqual(["n1", "o1", "o2"]);
});

test("R3: all that is shown was read at one moment, however many repeats there are", async () => {
  const repeats = Array.from({ length: 30 }, (_, at) => passage(`r${at}`, `${at}.md`, "The same."));
  const all = [...repeats, passage("b1", "b.md")];
  const { parts } = partsOf({ passages: all, lexical: all.map(({ chunk }) => chunk) });
  let reads = 0;
  // With each read the documents are at their next version: what two reads found must not meet.
  const passages: SearchParts["passages"] = {
    async passages(...asked) {
      reads += 1;
      const read = await parts.passages.passages(...asked);
      return read.map((one) => ({ ...one, version: `version ${reads}` }));
    },
  };
  const candidates = await found({ ...parts, passages }, { ...request, system: "lexical", limit: 2 });
  expect(candidates.map(({ chunk }) => chunk)).toEqual(["r0", "b1"]);
  expect(reads).toBe(2);
  expect(new Set(candidates.map(({ version }) => version)).size).toBe(1);
});

test("a result says all that it rests on: what was dropped, identical documents, models, and where each leg ended", async () => {
  const many = Array.from({ length: 100 }, (_, at) => passage(`c${at}`, `${at}.md`));
  const { parts } = partsOf({
    passages: many,
    lexical: ["lost", "c1"],
    dense: { older: many.map(({ chunk }) => chunk) },
    identical: { "version of 0.md": [place("copy.md")] },
  });
  const { candidates, ranking, read } = await search(parts, reader, { ...request, limit: 3 });
  expect(candidates).toHaveLength(3);
  expect(ranking).toHaveLength(101);
  expect(ranking.slice(0, 2).map(({ chunk }) => chunk)).toContain("lost");
  expect(read.versions).toHaveLength(102);
  expect(read.versions).toContainEqual(GONE);
  expect(read.versions).toContainEqual({ document: "copy.md", version: "version of 0.md" });
  expect(read.lists).toEqual(["7"]);
  expect(read.models).toEqual(["older"]);
  expect(read.floors).toEqual({ lexical: null, older: 1 / 100 });
  expect(read.isWhole).toBe(false);
});

test("a result says what a chunk has to reach to be among its candidates, where scores tell", async () => {
  const many = Array.from({ length: 100 }, (_, at) => passage(`c${at}`, `${at}.md`));
  const world = { passages: many, lexical: ["c1"], dense: { older: many.map(({ chunk }) => chunk) } };
  const { parts } = partsOf(world);
  const barOf = async (asked: Partial<SearchRequest>) =>
    (await search(parts, reader, { ...request, limit: 3, ...asked })).read;
  const { bar, isWhole } = await barOf({});
  expect(isWhole).toBe(true);
  expect(bar).toMatchObject({
    lexical: { best: 1, least: 0, weight: 0.5 },
    dense: { best: 1, least: 1 / 100, weight: 0.5 },
  });
  // The third one: a third of the best one's score, of which the last one's is nothing.
  expect(bar?.fused).toBeCloseTo((0.5 * (1 / 3 - 1 / 100)) / (1 - 1 / 100));
  expect((await barOf({ limit: 101 })).bar).toBeNull();
  const nearlyFull = partsOf({ ...world, lexical: many.slice(0, 95).map(({ chunk }) => chunk) });
  expect((await search(nearlyFull.parts, reader, { ...request, limit: 3 })).read.bar).toBeNull();
  expect((await barOf({ fusion: "rrf" })).bar).toBeNull();
  const newer = { model: model("newer"), vector: new Float32Array([1, 0]) };
  const two = await barOf({ questionVectors: [...request.questionVectors, newer] });
  expect(two.bar).toBeNull();
});

test("what an index cannot do is asked of the next one", async () => {
  const { parts } = partsOf({ passages: [passage("a1", "a.md")], lexical: ["a1"] });
  const second = partsOf({ passages: [], capabilities: { asOf: false } });
  const both = { ...parts, indexes: [...second.parts.indexes, ...parts.indexes] };
  expect(await found(both)).toEqual([]);
  expect(await found(both, { ...request, asOf: new Date() })).toHaveLength(1);
});
