import type { Store } from "@footnote/contracts";
import { search } from "@footnote/retrieval";
import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { wordAnalyzer } from "../../packages/store/conformance/analyzer.ts";
import { CONFORMANCE_MODEL } from "../../packages/store/conformance/world.ts";
import { documentId } from "../../packages/store/postgres/connection/identifier.ts";
import { newDatabase } from "./database.ts";
import { openSession, openStore, put, READER, TENANT, untilWaiting, versionOf } from "./stores.ts";

/** Two processes on one database, and a session that is in their way. */
let url: string;
let one: Store;
let other: Store;
let session: Client;
beforeAll(async () => {
  url = await newDatabase(inject("postgres"));
  session = await openSession(url);
  // Time enough, on a busy machine too, for a test to make a deadlock before it is looked for.
  await session.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET deadlock_timeout = '3s'`);
  await session.end();
  one = await openStore(url);
  other = await openStore(url);
});
afterAll(() => Promise.all([one.close(), other.close()]));
beforeEach(async () => {
  session = await openSession(url);
});
afterEach(() => session.end());

const id = (key: string) => documentId(TENANT, "docs", key);

test("R3: no search sees two versions of one document, or a part of one, while another session commits them", async () => {
  const texts = (edit: number) => Array.from({ length: 80 }, (_, chunk) => `tide ${edit} chunk ${chunk}`);
  await put(one, "tide.md", versionOf(texts(0)));
  let isOver = false;
  const write = async () => {
    for (let edit = 1; edit <= 12; edit++) await put(one, "tide.md", versionOf(texts(edit)));
    isOver = true;
  };
  const seen = new Set<string>();
  const read = async () => {
    while (!isOver) {
      const found = await search(
        { indexes: [other.index], passages: other.passages },
        await other.passages.resolve(READER),
        {
          question: "tide chunk",
          questionVectors: [{ model: CONFORMANCE_MODEL, vector: Float32Array.of(1, 0, 0) }],
          limit: 20,
          fusion: "min-max",
          system: "hybrid",
          asOf: undefined,
        },
      );
      const versions = new Set(found.candidates.map(({ version }) => version));
      expect(versions.size).toBeLessThanOrEqual(1);
      for (const version of versions) seen.add(version);
    }
  };
  await Promise.all([write(), read(), read()]);
  expect(seen.size).toBeGreaterThan(1);
});

test("R3: a document that takes over another's content is in a result once, as a hit or as a place", async () => {
  const [flood, ebb] = [versionOf(["the flood gauge"]), versionOf(["the ebb gauge"])];
  await put(one, "north.md", flood);
  await put(one, "south.md", ebb);
  let isOver = false;
  const write = async () => {
    for (let turn = 0; turn < 20; turn++) {
      await put(one, "north.md", turn % 2 === 0 ? ebb : flood);
      await put(one, "south.md", turn % 2 === 0 ? flood : ebb);
    }
    isOver = true;
  };
  const read = async () => {
    while (!isOver) {
      const { candidates } = await search(
        { indexes: [other.index], passages: other.passages },
        await other.passages.resolve(READER),
        {
          question: "gauge",
          questionVectors: [],
          limit: 20,
          fusion: "min-max",
          system: "lexical",
          asOf: undefined,
        },
      );
      const held = candidates.flatMap(({ places }) => places.map(({ document }) => document));
      expect(held.length).toBe(new Set(held).size);
    }
  };
  await Promise.all([write(), read(), read()]);
});

describe("R2: two workers on one document", () => {
  test("of two that commit at the same time only the one with the newer claim does", async () => {
    for (let round = 0; round < 10; round++) {
      const key = `fenced-${round}.md`;
      await one.catalogue.look(TENANT, "docs", [key], "change");
      const [late] = await one.catalogue.claim(TENANT, ["docs"], ["change"], 1);
      await session.query("UPDATE document SET leased_until = now() - interval '1 second' WHERE id = $1", [
        id(key),
      ]);
      const [newer] = await other.catalogue.claim(TENANT, ["docs"], ["change"], 1);
      if (late === undefined || newer === undefined) throw new Error("nothing to claim");
      expect(
        await Promise.all([
          one.catalogue.commit(late, versionOf([`late buoy ${round}`])),
          other.catalogue.commit(newer, versionOf([`newer buoy ${round}`])),
        ]),
      ).toEqual([false, true]);
    }
    const { hits } = await one.index.lexical(await one.passages.resolve(READER), "buoy", 100, undefined);
    const found = await one.passages.passages(
      READER,
      hits.map(({ chunk }) => chunk),
      undefined,
    );
    expect(found.map(({ text }) => text).sort()).toEqual(
      Array.from({ length: 10 }, (_, round) => `newer buoy ${round}`),
    );
  });

  test("a worker whose claim is taken while it waits to commit writes nothing", async () => {
    await one.catalogue.look(TENANT, "docs", ["taken.md"], "change");
    const [claim] = await one.catalogue.claim(TENANT, ["docs"], ["change"], 1);
    if (claim === undefined) throw new Error("nothing to claim");
    await session.query("BEGIN");
    await session.query("UPDATE document SET claim = nextval('claim_number') WHERE id = $1", [
      id("taken.md"),
    ]);
    const committed = one.catalogue.commit(claim, versionOf(["a taken mooring"]));
    await untilWaiting(url);
    await session.query("COMMIT");
    expect(await committed).toBe(false);
    expect(
      (await one.index.lexical(await one.passages.resolve(READER), "mooring", 10, undefined)).hits,
    ).toEqual([]);
  });

  test("what is due is claimed once, however many claim at the same time", async () => {
    const keys = Array.from({ length: 40 }, (_, index) => `due-${index}.md`);
    await one.catalogue.look(TENANT, "docs", keys, "backfill");
    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        (index % 2 === 0 ? one : other).catalogue.claim(TENANT, ["docs"], ["backfill"], 7),
      ),
    );
    const claimed = claims.flat().map(({ key }) => key);
    expect(new Set(claimed).size).toBe(claimed.length);
    const rest = await one.catalogue.claim(TENANT, ["docs"], ["backfill"], 40);
    expect([...claimed, ...rest.map(({ key }) => key)].sort()).toEqual([...keys].sort());
  });
});

describe("locks", () => {
  /** Two keys, the first of which has the smaller id. */
  const [low = "", high = ""] = ["x.md", "y.md"].sort((a, b) => (id(a) < id(b) ? -1 : 1));
  beforeAll(() => one.catalogue.look(TENANT, "docs", [low, high], "staging"));

  test("rows of several documents are locked in one order, whatever order they are asked in", async () => {
    await session.query("BEGIN");
    await session.query("UPDATE document SET size = 1 WHERE id = $1", [id(low)]);
    const looked = one.catalogue.look(TENANT, "docs", [high, low], "change");
    await untilWaiting(url);
    // It waits for the first, and so holds none yet.
    await session.query("SET LOCAL lock_timeout = '2s'");
    await session.query("UPDATE document SET size = 1 WHERE id = $1", [id(high)]);
    await session.query("COMMIT");
    await looked;
  });

  test("a switch waits in that order, too", async () => {
    const pipeline = (name: string) => ({
      id: name,
      description: {
        parser: { version: 1 },
        chunker: { strategy: name, version: 1, parameters: {} },
        analyzer: { version: wordAnalyzer.version },
        model: CONFORMANCE_MODEL.id,
      },
    });
    for (const key of [low, high]) {
      await put(one, key, versionOf([`switched ${key}`]));
      await session.query("UPDATE document SET leased_until = now() + interval '1 hour' WHERE id = $1", [
        id(key),
      ]);
    }
    await one.catalogue.configurePipeline(TENANT, "docs", pipeline("old"));
    await one.catalogue.configurePipeline(TENANT, "docs", pipeline("new"));
    await session.query("BEGIN");
    await session.query("UPDATE document SET size = 1 WHERE id = $1", [id(low)]);
    const switched = one.catalogue.switchPipelines(TENANT, { force: true, resume: false });
    await untilWaiting(url);
    await session.query("SET LOCAL lock_timeout = '2s'");
    await session.query("UPDATE document SET size = 1 WHERE id = $1", [id(high)]);
    await session.query("COMMIT");
    expect(await switched).toEqual(["docs"]);
  });

  test("a deadlock costs its victim a second try, and nobody an error", async () => {
    await session.query("SET deadlock_timeout = '1min'");
    await session.query("BEGIN");
    await session.query("UPDATE document SET size = 2 WHERE id = $1", [id(high)]);
    const looked = one.catalogue.look(TENANT, "docs", [low, high], "change");
    await untilWaiting(url);
    // Each has now what the other waits for. Postgres ends the look, which notices it first.
    await session.query("UPDATE document SET size = 2 WHERE id = $1", [id(low)]);
    await session.query("COMMIT");
    await looked;
    const { rows } = await session.query<{ size: string; looks: string }>(
      "SELECT size, looks FROM document WHERE id = ANY($1::uuid[])",
      [[id(low), id(high)]],
    );
    expect(rows.map(({ size }) => size)).toEqual(["2", "2"]);
  });

  test("attaching the same buckets from two processes at once ends as attaching them once", async () => {
    const buckets = ["b", "a", "docs", "c"].map((name) => ({ name, folder: null, readers: ["staff"] }));
    const attach = async (store: Store, attached: typeof buckets) => {
      for (const bucket of attached) await store.catalogue.attachBucket(TENANT, bucket);
    };
    await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        index % 2 === 0 ? attach(one, buckets) : attach(other, buckets.toReversed()),
      ),
    );
    expect((await one.catalogue.attachedBuckets(TENANT)).map(({ name }) => name)).toEqual([
      "a",
      "b",
      "c",
      "docs",
    ]);
  });
});

test("S1: a document that is new while the readers of its bucket change gets those of after", async () => {
  await one.catalogue.attachBucket(TENANT, { name: "late", folder: null, readers: ["staff"] });
  await session.query("BEGIN");
  await session.query("SELECT 1 FROM access_list WHERE name = 'bucket late' FOR UPDATE");
  const attached = one.catalogue.attachBucket(TENANT, { name: "late", folder: null, readers: ["board"] });
  await untilWaiting(url);
  const looked = other.catalogue.look(TENANT, "late", ["new.md"], "change");
  await untilWaiting(url, 2);
  await session.query("COMMIT");
  await Promise.all([attached, looked]);
  const page = { after: undefined, limit: 100, state: undefined };
  const seenBy = async (principal: string) =>
    (await one.passages.documents({ tenant: TENANT, principals: [principal] }, page)).documents.filter(
      ({ bucket }) => bucket === "late",
    );
  expect(await seenBy("staff")).toEqual([]);
  expect(await seenBy("board")).toHaveLength(1);
});

test("processes that start at once on a new database make its schema once", async () => {
  const fresh = await newDatabase(inject("postgres"));
  const stores = await Promise.all(Array.from({ length: 4 }, () => openStore(fresh)));
  await put(stores[3] as Store, "a.md", versionOf(["a first catch"]));
  expect(
    (
      await (stores[0] as Store).index.lexical(
        await (stores[0] as Store).passages.resolve(READER),
        "catch",
        5,
        undefined,
      )
    ).hits,
  ).toHaveLength(1);
  await Promise.all(stores.map((store) => store.close()));
});
