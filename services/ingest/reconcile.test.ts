import { type Bucket, type Catalogue, FootnoteError, type KnownObject } from "@footnote/contracts";
import { expect, test } from "vitest";
import { reconcile } from "./reconcile.ts";
import { ManualClock } from "./testing/manual-clock.ts";

const DELETED = { usual: 0, judge: () => Promise.resolve(true) };
const SAME = {
  etag: "1",
  version: "1",
  pipeline: "serving",
  staged: null,
  state: "live",
  problem: null,
} as const;

/** Compares one listed object with what is known of it; gives what was queued, and the drift found. */
async function compare(
  known: Partial<KnownObject> | undefined,
  options: {
    readonly isRefused?: boolean;
    readonly minutesLater?: number;
    readonly hasOtherReaders?: boolean;
  } = {},
) {
  const clock = new ManualClock();
  const queued: string[] = [];
  const object = { key: "a.md", etag: "1", size: 1, modifiedAt: clock.now() };
  const problem = known?.problem && { ...known.problem, at: clock.now() };
  await clock.pass((options.minutesLater ?? 0) * 60);
  const bucket = {
    name: "docs",
    async *list() {
      yield object;
    },
    async head() {
      if (options.isRefused)
        throw new FootnoteError("object_refused", "It leads out of the bucket.", {
          action: "Copy the file.",
        });
      return object;
    },
  } as Partial<Bucket> as Bucket;
  const catalogue = {
    differing: async (_tenant, _bucket, objects) =>
      objects.map(({ key, etag }) => ({
        key,
        etag,
        known: known && { ...SAME, ...known, key, problem: problem ?? null },
        hasOtherReaders: options.hasOtherReaders ?? false,
      })),
    knownKeys: async () => [],
    look: async (_tenant, _bucket, keys, lane) => {
      queued.push(...keys.map((key) => `${key} ${lane}`));
      return [];
    },
  } as Partial<Catalogue> as Catalogue;
  const pipelines = { serving: "serving", next: "next" };
  const { missing, changed, outdated } = await reconcile(
    bucket,
    { catalogue, tenant: "t", clock },
    { deletions: DELETED, pipelines, onQueued: () => undefined },
    new AbortController().signal,
  );
  return { queued, drift: { missing: missing.count, changed: changed.count, outdated: outdated.count } };
}
const none = { missing: 0, changed: 0, outdated: 0 };
const outage = { code: "embedding_failed", at: new Date(0) } as const;
const broken = { code: "file_corrupt", at: new Date(0) } as const;

test("what is ready for both pipelines is no drift", async () => {
  expect(await compare({ staged: "next" })).toEqual({ queued: [], drift: none });
});

test("what is new or changed is read behind what changes meanwhile, what is only made another way behind that", async () => {
  expect(await compare(undefined)).toEqual({ queued: ["a.md backfill"], drift: { ...none, missing: 1 } });
  expect(await compare({ etag: "0" })).toEqual({ queued: ["a.md backfill"], drift: { ...none, changed: 1 } });
  expect(await compare({})).toEqual({ queued: ["a.md staging"], drift: { ...none, outdated: 1 } });
  const before = await compare({ pipeline: "before", staged: "next" });
  expect(before).toEqual({ queued: ["a.md staging"], drift: { ...none, outdated: 1 } });
});

test("what others may read by now is looked at again, unless it is due already", async () => {
  const others = { hasOtherReaders: true };
  const changed = { queued: ["a.md backfill"], drift: { ...none, changed: 1 } };
  expect(await compare({ staged: "next" }, others)).toEqual(changed);
  expect(await compare({ staged: "next", state: "dead", problem: broken }, others)).toEqual(changed);
  expect(await compare({ state: "queued" }, others)).toEqual({ queued: [], drift: none });
});

test("what could not be made anew in an outage is not tried at each comparison, but after an hour", async () => {
  const known = { pipeline: "before", staged: "serving", problem: outage } as const;
  expect(await compare(known, { minutesLater: 50 })).toEqual({ queued: [], drift: none });
  expect((await compare(known, { minutesLater: 70 })).queued).toEqual(["a.md backfill"]);
});

test("R1: what was given up in an outage is tried again after an hour, a broken file is not", async () => {
  const dead = { state: "dead", staged: null } as const;
  expect(await compare({ ...dead, problem: outage }, { minutesLater: 59 })).toEqual({
    queued: [],
    drift: none,
  });
  expect(await compare({ ...dead, problem: outage }, { minutesLater: 60 })).toEqual({
    queued: ["a.md backfill"],
    drift: none,
  });
  expect(await compare({ ...dead, problem: broken }, { minutesLater: 600 })).toEqual({
    queued: [],
    drift: none,
  });
});

test("a link that was refused is drift only when it is refused no longer", async () => {
  const refused = {
    state: "dead",
    etag: null,
    problem: { code: "object_refused", at: new Date(0) },
  } as const;
  expect(await compare(refused, { isRefused: true })).toEqual({ queued: [], drift: none });
  expect(await compare(refused)).toEqual({ queued: ["a.md backfill"], drift: { ...none, changed: 1 } });
});

/** A bucket whose listing is given, and a catalogue that knows these keys; counts what each is asked for. */
function manyObjects(
  listed: () => readonly string[],
  there: (key: string) => boolean,
  known: readonly string[],
) {
  const clock = new ManualClock();
  const asked = { heads: [] as string[], listings: 0, withdrawn: [] as string[], judged: [] as number[] };
  const modifiedAt = clock.now();
  const bucket = {
    name: "docs",
    async *list() {
      asked.listings++;
      for (const key of listed()) yield { key, etag: "1", size: 1, modifiedAt };
    },
    async head(key: string) {
      asked.heads.push(key);
      return there(key) ? { key, etag: "1", size: 1, modifiedAt } : undefined;
    },
  } as Partial<Bucket> as Bucket;
  const catalogue = {
    differing: async () => [],
    known: async (_tenant, _bucket, keys) =>
      keys.filter((key) => known.includes(key)).map((key) => ({ ...SAME, key })),
    knownKeys: async (_tenant, _bucket, after, limit) =>
      known.slice(after === undefined ? 0 : known.indexOf(after) + 1).slice(0, limit),
    look: async () => [],
    withdraw: async (_tenant, _bucket, key) => {
      asked.withdrawn.push(key);
    },
  } as Partial<Catalogue> as Catalogue;
  const judge = async ({ gone }: { readonly gone: number }) => {
    asked.judged.push(gone);
    return true;
  };
  const run = () =>
    reconcile(
      bucket,
      { catalogue, tenant: "t", clock },
      {
        deletions: { usual: 20, judge },
        pipelines: { serving: "serving", next: undefined },
        onQueued: () => undefined,
      },
      new AbortController().signal,
    );
  return { clock, asked, run };
}

test("only what a listing did not see is asked after, however much is known; and what lies there all the same stays", async () => {
  const keys = Array.from({ length: 5_000 }, (_, index) => `${index}.md`);
  const listed = keys.filter((key) => key !== "17.md" && key !== "4711.md");
  const { asked, run } = manyObjects(
    () => listed,
    (key) => key !== "17.md",
    keys,
  );
  expect((await run()).deleted).toEqual({ count: 1, keys: ["17.md"] });
  expect(asked.withdrawn).toEqual(["17.md"]);
  expect([...new Set(asked.heads)].sort()).toEqual(["17.md", "4711.md"]);
  expect(asked.listings).toBe(1);
});

test("R9: a deletion that still goes on is counted when it is done, by listing anew", async () => {
  const keys = Array.from({ length: 100 }, (_, index) => `${index}.md`);
  let left = 70;
  const { clock, asked, run } = manyObjects(
    () => keys.slice(0, left),
    (key) => keys.indexOf(key) < left,
    keys,
  );
  const running = run();
  for (left of [60, 50, 50, 50]) await clock.pass(1);
  expect((await running).deleted.count).toBe(30);
  expect(asked.judged).toEqual([50]);
  expect(asked.withdrawn).toHaveLength(50);
});
