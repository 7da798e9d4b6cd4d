import type { PassageStore, Place, Reader, StoredPassage } from "@footnote/contracts";
import { expect, test } from "vitest";
import { type SearchRequest, search } from "./search.ts";

const reader: Reader = { tenant: "one", principals: ["everyone"] };
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
    ...span,
    parent: span,
  };
}

/** A store of these passages; each leg finds what its list names, best first, and each read notes its moment. */
function storeOf(parts: {
  readonly passages: readonly StoredPassage[];
  readonly lexical?: readonly string[];
  readonly dense?: Readonly<Record<string, readonly string[]>>;
  readonly identical?: Readonly<Record<string, readonly Place[]>>;
}) {
  const moments: (Date | undefined)[] = [];
  const hits = (chunks: readonly string[]) =>
    chunks.map((chunk, index) => ({ chunk, score: 1 / (index + 1) }));
  const store = {
    async searchLexical(_, __, ___, asOf) {
      moments.push(asOf);
      return { hits: hits(parts.lexical ?? []), ideal: 1 };
    },
    async searchDense(_, { id }, __, ___, asOf) {
      moments.push(asOf);
      return hits(parts.dense?.[id] ?? []);
    },
    async passages(_, chunks, asOf) {
      moments.push(asOf);
      return parts.passages.filter(({ chunk }) => chunks.includes(chunk));
    },
    async places(_, versions) {
      const known = Object.entries(parts.identical ?? {}).filter(([version]) => versions.includes(version));
      return new Map(known.map(([version, places]) => [version, [...places]]));
    },
  } satisfies Partial<PassageStore>;
  return { store: store as unknown as PassageStore, moments };
}

test("identical documents appear once, with all their places", async () => {
  const { store } = storeOf({
    passages: [passage("a1", "b.md")],
    lexical: ["a1"],
    dense: { older: ["a1"] },
    identical: { "version of b.md": [place("a.md"), place("b.md")] },
  });
  const [only, ...others] = await search(store, reader, request);
  expect(others).toEqual([]);
  expect(only).toMatchObject({ document: "b.md", places: [place("a.md"), place("b.md")] });
});

test("of the many places of one file a few are named, its own among them", async () => {
  const many = Array.from({ length: 1_000 }, (_, index) => place(`${1_000 + index}.md`));
  const { store } = storeOf({
    passages: [passage("a1", "z.md")],
    lexical: ["a1"],
    identical: { "version of z.md": [...many, place("z.md")] },
  });
  const [found] = await search(store, reader, request);
  expect(found?.places).toHaveLength(20);
  expect(found?.places).toContainEqual(place("z.md"));
});

test("who has left asks nothing more of the store", async () => {
  const left = new AbortController();
  let asked = 0;
  const store = {
    searchLexical: async () => {
      asked += 1;
      left.abort(new Error("gone"));
      return { hits: [{ chunk: "a1", score: 1 }], ideal: 1 };
    },
    searchDense: async () => [],
    passages: async () => {
      asked += 1;
      return [];
    },
  };
  const searching = search(store as unknown as PassageStore, reader, { ...request, signal: left.signal });
  await expect(searching).rejects.toThrow("gone");
  expect(asked).toBe(1);
});

test("a passage that stands word for word in another document too appears once, where it ranks best", async () => {
  const { store } = storeOf({
    passages: [
      passage("b1", "b.md", "Staff get 28 days."),
      passage("a1", "a.md", "Staff  get\n28 days."),
      passage("c1", "c.md"),
    ],
    lexical: ["b1", "a1", "c1"],
  });
  const found = await search(store, reader, { ...request, limit: 2 });
  expect(found.map(({ chunk }) => chunk)).toEqual(["b1", "c1"]);
  expect(found[0]?.places).toEqual([place("a.md"), place("b.md")]);
});

test("a passage that no document holds any more still says where it stood", async () => {
  const { store } = storeOf({ passages: [passage("a1", "a.md")], lexical: ["a1"] });
  expect((await search(store, reader, request))[0]?.places).toEqual([place("a.md")]);
});

test("every read asks for the same moment", async () => {
  const asOf = new Date("2026-03-01T12:00:00Z");
  const { store, moments } = storeOf({ passages: [passage("a1", "a.md")], lexical: ["a1"] });
  await search(store, reader, { ...request, asOf });
  expect(moments).toEqual([asOf, asOf, asOf]);
});

test("while a pipeline is switched, what either model embedded is found and says how", async () => {
  const questionVectors = ["older", "newer"].map((id) => ({
    model: model(id),
    vector: new Float32Array([1, 0]),
  }));
  const { store } = storeOf({
    passages: [passage("o1", "o.md"), passage("o2", "p.md"), passage("n1", "n.md")],
    dense: { older: ["o1", "o2"], newer: ["n1"] },
  });
  const found = await search(store, reader, { ...request, questionVectors });
  expect(found.map(({ chunk, explain }) => [chunk, explain.fused])).toEqual([
    ["n1", 0.5],
    ["o1", 0.5],
    ["o2", 0],
  ]);
  expect(found[0]?.explain).toEqual({
    dense: { rank: 1, score: 1 },
    fusion: expect.stringContaining("each of 2 embedding models by itself"),
    fused: 0.5,
  });
  const dense = await search(store, reader, { ...request, questionVectors, system: "dense" });
  expect(dense.map(({ chunk }) => chunk)).toEqual(["n1", "o1", "o2"]);
});

test("R3: a document that changes while its passages are read is found in one version", async () => {
  const before = [passage("a1", "a.md"), passage("b1", "b.md")];
  const after = [{ ...passage("a2", "a.md"), version: "the next version" }, passage("b2", "b.md")];
  const { store } = storeOf({ passages: [], lexical: ["a1", "b1", "a2", "b2"] });
  let isCommitted = false;
  store.passages = async (_, chunks) => {
    const found = (isCommitted ? after : before).filter(({ chunk }) => chunks.includes(chunk));
    isCommitted = true;
    return found;
  };
  // Two at a time; nothing is found of the first page's b1, so that a second page is read.
  before.pop();
  const found = await search(store, reader, { ...request, system: "lexical", limit: 2 });
  expect(found.map(({ chunk }) => chunk)).toEqual(["a1", "b2"]);
});
