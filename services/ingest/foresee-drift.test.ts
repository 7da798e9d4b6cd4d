import {
  type Bucket,
  CANARY_KEY,
  type Catalogue,
  type KnownObject,
  type PipelineDescription,
} from "@footnote/contracts";
import { describe, expect, test } from "vitest";
import { foreseeDrift } from "./foresee-drift.ts";
import { pipelineOf } from "./pipeline.ts";
import { ManualClock } from "./testing/manual-clock.ts";

const described = (size: number): PipelineDescription => ({
  parser: { version: 1 },
  analyzer: { version: 1 },
  chunker: { strategy: "fixed", version: 1, parameters: { size } },
  model: "m",
});
const CONFIGURED = described(200);
const BEFORE = pipelineOf(described(100));

const object = (key: string, etag = "1") => ({ key, etag, size: 1, modifiedAt: new Date(0) });

function bucketOf(...objects: ReturnType<typeof object>[]): Bucket {
  const refuse = () => {
    throw new Error("A dry run only lists.");
  };
  return {
    name: "docs",
    place: refuse,
    recognise: refuse,
    peek: refuse,
    async *list() {
      yield* objects;
    },
    head: async (key) => objects.find((one) => one.key === key),
    fetch: refuse,
  };
}

/** Knows these objects; whatever would write throws. */
function catalogueOf(
  known: readonly Pick<KnownObject, "key" | "etag">[],
  { serving, held }: { serving: string; held?: string },
): Catalogue {
  const pipeline = serving === "" ? CONFIGURED : BEFORE.description;
  const all = known.map(
    (one): KnownObject => ({
      ...one,
      version: "1",
      pipeline: pipelineOf(pipeline).id,
      staged: null,
      state: "live",
      problem: null,
    }),
  );
  const reads: Partial<Catalogue> = {
    bucketPlace: async () => undefined,
    bucketPipelines: async () => ({ serving, next: undefined }),
    pipelines: async () => [
      {
        bucket: "docs",
        serving: BEFORE,
        next: null,
        previous: null,
        held: held === undefined ? null : { id: held, description: CONFIGURED },
        documents: 0,
        staged: 0,
        failed: 0,
      },
    ],
    known: async (_tenant, _bucket, keys) => all.filter(({ key }) => keys.includes(key)),
    differing: async (_tenant, _bucket, objects) =>
      objects.map(({ key, etag }) => ({
        key,
        etag,
        known: all.find((one) => one.key === key),
        hasOtherReaders: false,
      })),
    knownKeys: async () => known.map(({ key }) => key),
    orphans: async (_tenant, { repair }) => {
      if (repair) throw new Error("A dry run repairs nothing.");
      return 7;
    },
  };
  return new Proxy(reads as Catalogue, {
    get(target, name: keyof Catalogue) {
      if (target[name] === undefined) throw new Error(`A dry run does not ${name}.`);
      return target[name];
    },
  });
}

function foresee(catalogue: Catalogue, ...objects: ReturnType<typeof object>[]) {
  const changes = {
    subscribe: () => {
      throw new Error("A dry run does not watch.");
    },
  };
  const buckets = [{ bucket: bucketOf(...objects), changes, pipeline: CONFIGURED }];
  return foreseeDrift({ tenant: "t", catalogue, buckets, clock: new ManualClock() });
}

describe("what a start would find", () => {
  test("is told by kind, and nothing is written", async () => {
    const catalogue = catalogueOf(
      [
        { key: "same.md", etag: "1" },
        { key: "edited.md", etag: "1" },
        { key: "gone.md", etag: "1" },
      ],
      { serving: "" },
    );
    expect(await foresee(catalogue, object("same.md"), object("edited.md", "2"), object("new.md"))).toEqual({
      buckets: [
        {
          bucket: "docs",
          missing: { count: 1, keys: ["new.md"] },
          changed: { count: 1, keys: ["edited.md"] },
          deleted: { count: 1, keys: ["gone.md"] },
          outdated: { count: 0, keys: [] },
        },
      ],
      orphaned: 7,
      repaired: false,
    });
  });

  test.each([
    ["another pipeline is configured than serves", { serving: BEFORE.id }, 1],
    ["a rollback put the configured one aside", { serving: BEFORE.id, held: pipelineOf(CONFIGURED).id }, 0],
    ["the bucket never served anything", { serving: "" }, 0],
  ])("where %s, counts what would be made again", async (_, pipelines, outdated) => {
    const catalogue = catalogueOf([{ key: "same.md", etag: "1" }], pipelines);
    const { buckets } = await foresee(catalogue, object("same.md"));
    expect(buckets[0]?.outdated.count).toBe(outdated);
  });

  test.each([
    ["just written", [], [object(CANARY_KEY)]],
    ["written anew", [{ key: CANARY_KEY, etag: "1" }], [object(CANARY_KEY, "2")]],
    ["left behind", [{ key: CANARY_KEY, etag: "1" }], []],
    ["made before the pipeline changed", [{ key: CANARY_KEY, etag: "1" }], [object(CANARY_KEY)]],
  ])("a canary that was %s is no drift", async (_, known, objects) => {
    const { buckets } = await foresee(catalogueOf(known, { serving: BEFORE.id }), ...objects);
    const none = { count: 0, keys: [] };
    expect(buckets).toEqual([
      { bucket: "docs", missing: none, changed: none, deleted: none, outdated: none },
    ]);
  });
});
