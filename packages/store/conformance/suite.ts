import { randomBytes } from "node:crypto";
import {
  type ChunkToStore,
  type Claim,
  type Failure,
  FootnoteError,
  type NewVersion,
  type Reader,
  type Store,
} from "@footnote/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** A tiny model, so that a test can say which vectors are near each other. */
export const CONFORMANCE_MODEL = { id: "conformance-3", dimensions: 3, maxTokens: 16 };

/** The promises that every store keeps. Each test has a tenant of its own, so one store serves them all. */
export function storeConformance(name: string, open: (now: () => Date) => Promise<Store>): void {
  describe(`${name} keeps the promises of a store`, () => {
    let store: Store;
    let clock = new Date("2030-01-01T00:00:00Z");
    const later = (seconds: number) => {
      clock = new Date(clock.getTime() + seconds * 1000);
    };
    beforeAll(async () => {
      store = await open(() => clock);
    });
    afterAll(() => store.close());

    let tenants = 0;
    async function newTenant(readers: readonly string[] = ["staff"]) {
      const tenant = `tenant-${++tenants}`;
      await store.catalogue.attachBuckets(tenant, [{ name: "docs", folder: null, readers }]);
      return { tenant, reader: { tenant, principals: ["staff"] } satisfies Reader };
    }
    async function claimOne(tenant: string, key: string): Promise<Claim> {
      await store.catalogue.look(tenant, "docs", [key]);
      const [claim] = await store.catalogue.claim(tenant, ["docs"], 1);
      if (claim === undefined) throw new Error("nothing to claim");
      return claim;
    }
    async function put(
      tenant: string,
      key: string,
      texts: readonly string[],
      vector = [1, 0, 0],
    ): Promise<NewVersion> {
      const version = newVersion(texts, vector, clock);
      expect(await store.catalogue.commit(await claimOne(tenant, key), version)).toBe(true);
      return version;
    }
    const lexical = async (reader: Reader, question: string) =>
      (
        await store.passages.passages(
          reader,
          (await store.passages.searchLexical(reader, question, 10)).hits.map((hit) => hit.chunk),
        )
      )
        .map((passage) => passage.text)
        .sort();
    const dense = async (reader: Reader, vector = [1, 0, 0]) =>
      (
        await store.passages.passages(
          reader,
          (await store.passages.searchDense(reader, Float32Array.from(vector), 10)).map((hit) => hit.chunk),
        )
      )
        .map((passage) => passage.text)
        .sort();

    test("a committed version is found by its words and by its vector, and its text is stored whole", async () => {
      const { tenant, reader } = await newTenant();
      const version = await put(tenant, "a.md", ["anchors hold boats", "lighthouses guide them 🚢"]);
      expect(await lexical(reader, "anchor")).toEqual(["anchors hold boats"]);
      expect(await dense(reader)).toEqual([...version.chunks.map((chunk) => chunk.text)].sort());
      const [hit] = (await store.passages.searchLexical(reader, "lighthouse", 10)).hits;
      const [passage] = await store.passages.passages(reader, [hit?.chunk ?? ""]);
      expect(passage).toMatchObject({
        key: "a.md",
        bucket: "docs",
        title: "A title",
        headingPath: ["A title", "Part"],
        page: null,
      });
      if (passage === undefined) throw new Error("no passage");
      expect(await store.passages.texts(reader, [passage])).toEqual(["lighthouses guide them 🚢"]);
    });

    test("R3: no search sees two versions of one document, however many batches a version takes", async () => {
      const { tenant, reader } = await newTenant();
      await put(
        tenant,
        "a.md",
        Array.from({ length: 150 }, (_, index) => `old barnacle ${index}`),
      );
      await put(tenant, "a.md", ["new barnacle"]);
      expect(await lexical(reader, "barnacle")).toEqual(["new barnacle"]);
      expect(await dense(reader)).toEqual(["new barnacle"]);
    });

    test("R3: chunks that were written ahead by a worker that lost its claim are never seen and do not stay", async () => {
      const { tenant, reader } = await newTenant();
      const stalled = await claimOne(tenant, "a.md");
      const big = newVersion(
        Array.from({ length: 150 }, (_, index) => `stale kelp ${index}`),
        [1, 0, 0],
        clock,
      );
      let taken: Promise<Claim> | undefined;
      // The batches are read one after the other: the rival takes the document over while the first is written.
      const chunks = new Proxy(big.chunks as ChunkToStore[], {
        get(target, property) {
          if (property === "slice") {
            return (start: number, end?: number) => {
              if (start === 64) {
                later(3600);
                taken ??= claimOne(tenant, "a.md");
              }
              return target.slice(start, end);
            };
          }
          return Reflect.get(target, property);
        },
      });
      const commit = store.catalogue.commit(stalled, { ...big, chunks });
      expect(await commit).toBe(false);
      expect(await lexical(reader, "kelp")).toEqual([]);
      const rival = await taken;
      if (rival === undefined) throw new Error("nobody took over");
      expect(await store.catalogue.commit(rival, newVersion(["fresh kelp"], [1, 0, 0], clock))).toBe(true);
      expect(await lexical(reader, "kelp")).toEqual(["fresh kelp"]);
    });

    test("R2: a late worker writes nothing: not a version, not a failure, not a deletion", async () => {
      const { tenant, reader } = await newTenant();
      const late = await claimOne(tenant, "a.md");
      later(3600);
      await put(tenant, "a.md", ["current tide"]);
      const error = new FootnoteError("file_corrupt", "Broken.", { action: "Mend it." });
      expect(await store.catalogue.commit(late, newVersion(["outdated tide"], [1, 0, 0], clock))).toBe(false);
      expect(await store.catalogue.fail(late, failed("parse", error))).toBe(false);
      expect(await store.catalogue.remove(late)).toBe(false);
      expect(await store.catalogue.confirm(late, newVersion([], [1, 0, 0], clock).object)).toBe(false);
      expect(await lexical(reader, "tide")).toEqual(["current tide"]);
    });

    test("R2: a fencing number is never used again, not even after the document was deleted", async () => {
      const { tenant } = await newTenant();
      const first = await claimOne(tenant, "a.md");
      await store.catalogue.remove(first);
      const second = await claimOne(tenant, "a.md");
      expect(second.number).toBeGreaterThan(first.number);
      expect(await store.catalogue.commit(first, newVersion(["ghost"], [1, 0, 0], clock))).toBe(false);
    });

    test("R1: a look that arrives while a worker is busy leaves the document queued", async () => {
      const { tenant, reader } = await newTenant();
      const busy = await claimOne(tenant, "a.md");
      await store.catalogue.look(tenant, "docs", ["a.md"]);
      expect(await store.catalogue.claim(tenant, ["docs"], 1)).toEqual([]);
      await store.catalogue.commit(busy, newVersion(["first"], [1, 0, 0], clock));
      expect((await store.passages.status(reader)).documents).toEqual({
        live: 0,
        queued: 1,
        failed: 0,
        dead: 0,
      });
      expect(await store.catalogue.claim(tenant, ["docs"], 1)).toHaveLength(1);
    });

    test("R5: after a removal nothing of the document is returned by any route", async () => {
      const { tenant, reader } = await newTenant();
      const version = await put(tenant, "a.md", ["secret cove"]);
      const [row] = (
        await store.passages.documents(reader, { after: undefined, limit: 10, state: undefined })
      ).documents;
      const document = row?.document ?? "";
      await store.catalogue.remove(await claimOne(tenant, "a.md"));
      expect(await lexical(reader, "cove")).toEqual([]);
      expect(await dense(reader)).toEqual([]);
      expect(
        await store.passages.texts(reader, [{ document, version: version.version, start: 0, end: 5 }]),
      ).toEqual([undefined]);
      await expect(
        store.passages.documentText(reader, document, version.version, { start: 0, end: 1 }, 0),
      ).rejects.toMatchObject({ code: "not_found" });
      expect(
        (await store.passages.documents(reader, { after: undefined, limit: 10, state: undefined })).documents,
      ).toEqual([]);
    });

    test("R5: a withdrawn document is gone at once, and a worker that was busy with it cannot bring it back", async () => {
      const { tenant, reader } = await newTenant();
      const version = await put(tenant, "a.md", ["drifting buoy"]);
      const [row] = (
        await store.passages.documents(reader, { after: undefined, limit: 10, state: undefined })
      ).documents;
      const busy = await claimOne(tenant, "a.md");
      await store.catalogue.withdraw(tenant, "docs", "a.md");
      expect(await lexical(reader, "buoy")).toEqual([]);
      expect(await store.catalogue.commit(busy, newVersion(["drifting buoy again"], [1, 0, 0], clock))).toBe(
        false,
      );
      expect(await dense(reader)).toEqual([]);
      const span = { document: row?.document ?? "", version: version.version, start: 0, end: 3 };
      expect(await store.passages.texts(reader, [span])).toEqual([undefined]);
    });

    test("S1: a reader of another tenant, without the principal, or without any, gets nothing by any read", async () => {
      const { tenant, reader } = await newTenant();
      await put(tenant, "a.md", ["private reef"]);
      const [row] = (
        await store.passages.documents(reader, { after: undefined, limit: 10, state: undefined })
      ).documents;
      const [hit] = (await store.passages.searchLexical(reader, "reef", 10)).hits;
      const strangers: Reader[] = [
        { tenant: "elsewhere", principals: ["staff"] },
        { tenant, principals: ["guests"] },
        { tenant, principals: [] },
      ];
      for (const stranger of strangers) {
        expect((await store.passages.searchLexical(stranger, "reef", 10)).hits).toEqual([]);
        expect(await store.passages.searchDense(stranger, Float32Array.of(1, 0, 0), 10)).toEqual([]);
        expect(await store.passages.passages(stranger, [hit?.chunk ?? ""])).toEqual([]);
        const span = { document: row?.document ?? "", version: row?.version ?? "", start: 0, end: 3 };
        expect(await store.passages.texts(stranger, [span])).toEqual([undefined]);
        await expect(
          store.passages.documentText(stranger, span.document, undefined, span, span.start),
        ).rejects.toMatchObject({ code: "not_found" });
        expect(
          (await store.passages.documents(stranger, { after: undefined, limit: 10, state: undefined }))
            .documents,
        ).toEqual([]);
        expect((await store.passages.status(stranger)).documents.live).toBe(0);
      }
    });

    test("S1: a reader of one document among many finds it, by words and by vector", async () => {
      const { tenant } = await newTenant(["others"]);
      await store.catalogue.attachBuckets(tenant, [
        { name: "docs", folder: null, readers: ["others"] },
        { name: "own", folder: null, readers: ["staff"] },
      ]);
      for (let index = 0; index < 6; index++) {
        await put(
          tenant,
          `${index}.md`,
          Array.from({ length: 50 }, (_, chunk) => `coral reef number ${index} ${chunk}`),
        );
      }
      await store.catalogue.look(tenant, "own", ["mine.md"]);
      expect(await store.catalogue.claim(tenant, ["docs"], 1)).toEqual([]);
      const [claim] = await store.catalogue.claim(tenant, ["own"], 1);
      if (claim === undefined) throw new Error("nothing to claim");
      await store.catalogue.commit(
        claim,
        newVersion(["my reef, described in so many words that it ranks last of all"], [0, 0, 1], clock),
      );
      const reader = { tenant, principals: ["staff"] };
      expect(await lexical(reader, "coral reef")).toHaveLength(1);
      expect(await dense(reader, [1, 0, 0])).toHaveLength(1);
    });

    test("documents of a bucket that is no longer attached are hidden, and come back with it", async () => {
      const { tenant, reader } = await newTenant();
      await put(tenant, "a.md", ["sunken wreck"]);
      await store.catalogue.attachBuckets(tenant, [{ name: "other", folder: null, readers: ["staff"] }]);
      expect(await lexical(reader, "wreck")).toEqual([]);
      await store.catalogue.attachBuckets(tenant, [{ name: "docs", folder: "/docs", readers: ["staff"] }]);
      expect(await lexical(reader, "wreck")).toEqual(["sunken wreck"]);
      expect(await store.catalogue.attachedBuckets(tenant)).toEqual([
        { name: "docs", folder: "/docs", readers: ["staff"] },
      ]);
    });

    test("a dead letter is listed with its reason and its old text is gone; a failure waits and keeps it", async () => {
      const { tenant, reader } = await newTenant();
      await put(tenant, "dead.md", ["heavy anchor"]);
      await put(tenant, "failed.md", ["light anchor"]);
      const corrupt = new FootnoteError("file_corrupt", "It is broken.", { action: "Upload it again." });
      const busy = new FootnoteError("object_unreadable", "It could not be read.", {
        action: "It is tried again.",
      });
      await store.catalogue.fail(await claimOne(tenant, "dead.md"), failed("parse", corrupt));
      const retryAt = new Date(clock.getTime() + 60_000);
      await store.catalogue.fail(await claimOne(tenant, "failed.md"), failed("fetch", busy, retryAt));
      expect(await lexical(reader, "anchor")).toEqual(["light anchor"]);
      const status = await store.passages.status(reader);
      expect(status.documents).toEqual({ live: 0, queued: 0, failed: 1, dead: 1 });
      expect(status.problems).toEqual([
        {
          bucket: "docs",
          key: "dead.md",
          state: "dead",
          code: "file_corrupt",
          reason: "It is broken. Upload it again.",
          stage: "parse",
          nextAttemptAt: null,
        },
        {
          bucket: "docs",
          key: "failed.md",
          state: "failed",
          code: "object_unreadable",
          reason: "It could not be read. It is tried again.",
          stage: "fetch",
          nextAttemptAt: retryAt.toISOString(),
        },
      ]);
      expect(await store.catalogue.nextDue(tenant, ["docs"])).toEqual(retryAt);
      expect(await store.catalogue.claim(tenant, ["docs"], 5)).toEqual([]);
      later(61);
      expect(
        (await store.catalogue.claim(tenant, ["docs"], 5)).map((claim) => [claim.key, claim.attempt]),
      ).toEqual([["failed.md", 2]]);
    });

    test("a citation keeps opening the version that it was made from", async () => {
      const { tenant, reader } = await newTenant();
      const old = await put(tenant, "a.md", ["the old fee is 10"]);
      await put(tenant, "a.md", ["the new fee is 12"]);
      const [row] = (
        await store.passages.documents(reader, { after: undefined, limit: 10, state: undefined })
      ).documents;
      const opened = await store.passages.documentText(
        reader,
        row?.document ?? "",
        old.version,
        { start: 0, end: 5 },
        0,
      );
      expect(opened).toMatchObject({ text: "the old fee is 10", live: false, version: old.version });
    });

    test("a window of a long text is whole segments, and their texts join to the whole", async () => {
      const { tenant, reader } = await newTenant();
      const version = await put(
        tenant,
        "long.md",
        Array.from({ length: 40 }, (_, index) => `${index} `.padEnd(990, "ebb and flow 🌊 ")),
      );
      const [row] = (
        await store.passages.documents(reader, { after: undefined, limit: 10, state: undefined })
      ).documents;
      const whole = await store.passages.documentText(
        reader,
        row?.document ?? "",
        undefined,
        { start: 0, end: version.text.length },
        0,
      );
      expect(whole.text).toBe(version.text);
      expect(whole.blocks).toHaveLength(40);
      const middle = await store.passages.documentText(
        reader,
        row?.document ?? "",
        undefined,
        { start: 20_000, end: 20_100 },
        20_000,
      );
      expect(middle.text.length).toBeLessThan(20_000);
      expect(version.text.slice(middle.offset, middle.offset + middle.text.length)).toBe(middle.text);
      for (const block of middle.blocks) {
        expect(middle.text.slice(block.start - middle.offset, block.end - middle.offset)).toBe(
          version.text.slice(block.start, block.end),
        );
      }
    });

    test("documents are listed in pages that together are all of them once", async () => {
      const { tenant, reader } = await newTenant();
      const keys = ["a.md", "B.md", "ä.md", "z/1.md", "z/2.md"];
      for (const key of keys) await put(tenant, key, [key]);
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await store.passages.documents(reader, { after, limit: 2, state: "live" });
        seen.push(...page.documents.map((row) => row.key));
        after = page.next ?? undefined;
      } while (after !== undefined);
      expect(seen.sort()).toEqual(keys.sort());
    });

    test("P1: how long a version took to become answerable counts from when it was written", async () => {
      const { tenant, reader } = await newTenant();
      const written = clock;
      later(4);
      const claim = await claimOne(tenant, "a.md");
      later(1);
      await store.catalogue.commit(claim, newVersion(["fresh catch"], [1, 0, 0], written));
      const [row] = (
        await store.passages.documents(reader, { after: undefined, limit: 10, state: undefined })
      ).documents;
      // The bucket was attached on the real clock, long before this one.
      expect(row?.answerableAfter).toBe(5);
      expect((await store.passages.status(reader)).freshness).toEqual({ p50: 5, p95: 5, p99: 5 });
    });

    test("a claim that is given back is no failure and is due when it says", async () => {
      const { tenant, reader } = await newTenant();
      await store.catalogue.postpone(await claimOne(tenant, "a.md"), new Date(clock.getTime() + 5_000));
      expect((await store.passages.status(reader)).documents.queued).toBe(1);
      expect(await store.catalogue.claim(tenant, ["docs"], 1)).toEqual([]);
      later(6);
      expect(await store.catalogue.claim(tenant, ["docs"], 1)).toMatchObject([{ key: "a.md", attempt: 1 }]);
    });

    test("what is known of a bucket is what a listing is compared with", async () => {
      const { tenant } = await newTenant();
      await put(tenant, "a.md", ["known"]);
      const corrupt = new FootnoteError("file_corrupt", "It is broken.", { action: "Upload it again." });
      await store.catalogue.fail(await claimOne(tenant, "b.md"), failed("parse", corrupt));
      expect(await store.catalogue.known(tenant, "docs", ["a.md", "b.md", "c.md"])).toEqual([
        { key: "a.md", etag: "known", pipeline: "test", state: "live" },
        { key: "b.md", etag: null, pipeline: "test", state: "dead" },
      ]);
      expect(await store.catalogue.knownKeys(tenant, "docs", undefined, 1)).toEqual(["a.md"]);
      expect(await store.catalogue.knownKeys(tenant, "docs", "a.md", 5)).toEqual(["b.md"]);
    });

    test("a key as long as a path can be is a key like any other", async () => {
      const { tenant, reader } = await newTenant();
      const long = Array.from({ length: 16 }, (_, depth) =>
        randomBytes(120).toString("hex").slice(depth),
      ).join("/");
      await put(tenant, long, ["deep water"]);
      await put(tenant, `${long}/sibling`, ["deeper water"]);
      expect(await lexical(reader, "deep")).toEqual(["deep water"]);
      const seen: string[] = [];
      for (let after: string | undefined; ; after = seen.at(-1)) {
        const keys = await store.catalogue.knownKeys(tenant, "docs", after, 1);
        if (keys.length === 0) break;
        seen.push(...keys);
      }
      expect(seen.sort()).toEqual([long, `${long}/sibling`]);
    });

    test("the ideal lexical score is about reached by a chunk that says what the question says", async () => {
      const { tenant, reader } = await newTenant();
      await put(tenant, "a.md", ["bilge pump valve", "sauerkraut barrel", "marmalade jar", "gearbox oil"]);
      const { hits, ideal } = await store.passages.searchLexical(reader, "bilge pump valve", 10);
      expect(ideal).toBeGreaterThan(0);
      expect((hits[0]?.score ?? 0) / ideal).toBeGreaterThan(0.5);
      const other = await store.passages.searchLexical(reader, "bilge sauerkraut marmalade gearbox", 10);
      expect((other.hits[0]?.score ?? 0) / other.ideal).toBeLessThan((hits[0]?.score ?? 0) / ideal / 1.5);
    });

    test("text that looks like SQL is only text", async () => {
      const { tenant, reader } = await newTenant();
      const hostile = `'); DROP TABLE chunk; -- "quoted" \\ {1,2}`;
      await put(tenant, hostile, [hostile]);
      expect(await lexical(reader, "drop table")).toEqual([hostile]);
      expect(await lexical(reader, hostile)).toEqual([hostile]);
    });
  });
}

function failed(stage: string, error: FootnoteError, retryAt?: Date): Failure {
  return { stage, error, object: undefined, pipeline: "test", retryAt };
}

function newVersion(texts: readonly string[], vector: readonly number[], written: Date): NewVersion {
  const blocks: { kind: "paragraph"; start: number; end: number }[] = [];
  let text = "";
  for (const part of texts) {
    if (text !== "") text += "\n\n";
    blocks.push({ kind: "paragraph", start: text.length, end: text.length + part.length });
    text += part;
  }
  const instant = written.toISOString();
  return {
    version: `${texts.length}-${texts[0] ?? ""}`,
    pipeline: "test",
    object: { key: "ignored", size: text.length, modifiedAt: written, etag: `${texts[0]}` },
    title: "A title",
    format: "text",
    pages: null,
    text,
    blocks,
    chunks: blocks.map((block, ordinal) => ({
      ordinal,
      start: block.start,
      end: block.end,
      headingPath: ["A title", "Part"],
      parent: { start: 0, end: text.length },
      text: texts[ordinal] ?? "",
      indexedText: `A title > Part\n${texts[ordinal]}`,
      embedding: Float32Array.from(vector),
    })),
    times: {
      written: instant,
      noticed: instant,
      claimed: instant,
      fetched: instant,
      parsed: instant,
      embedded: instant,
    },
  };
}
