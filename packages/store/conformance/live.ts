import { randomBytes } from "node:crypto";
import {
  type BucketPipelines,
  CANARY_KEY,
  type Claim,
  FootnoteError,
  type Reader,
  textIn,
} from "@footnote/contracts";
import { expect, test } from "vitest";
import { CONFORMANCE_MODEL, failed, LANES, newVersion, type World } from "./world.ts";

/** What a store promises of claims, commits and reads. */
export function livePromises(world: World): void {
  test("a committed version is found by its words and by its vector, and its text is stored whole", async () => {
    const { tenant, reader } = await world.newTenant();
    const version = await world.put(tenant, "a.md", ["anchors hold boats", "lighthouses guide them 🚢"]);
    expect(await world.lexical(reader, "anchor")).toEqual(["anchors hold boats"]);
    expect(await world.dense(reader)).toEqual([...version.chunks.map((chunk) => chunk.text)].sort());
    const [hit] = (await world.store.index.lexical(await world.resolve(reader), "lighthouse", 10, undefined))
      .hits;
    const [passage] = await world.store.passages.passages(reader, [hit?.chunk ?? ""], undefined);
    expect(passage).toMatchObject({
      key: "a.md",
      bucket: "docs",
      title: "A title",
      headingPath: ["A title", "Part"],
      page: null,
      writtenAt: version.times.written,
    });
    if (passage === undefined) throw new Error("no passage");
    expect(await world.store.passages.texts(reader, [passage], "live")).toEqual([
      "lighthouses guide them 🚢",
    ]);
  });

  test("a word that stands nowhere is looked for in two parts that stand somewhere, and only then", async () => {
    const { tenant, reader } = await world.newTenant();
    await world.put(tenant, "a.md", ["the quay gauge", "the crane rope"]);
    expect(await world.lexical(reader, "quaygauge")).toEqual(["the quay gauge"]);
    expect(await world.lexical(reader, "quayrudder")).toEqual([]);
    await world.put(tenant, "b.md", ["the cranerope works"]);
    expect(await world.lexical(reader, "cranerope")).toEqual(["the cranerope works"]);
  });

  test("R3: no search sees two versions of one document, however long they are", async () => {
    const { tenant, reader } = await world.newTenant();
    await world.put(
      tenant,
      "a.md",
      Array.from({ length: 150 }, (_, index) => `old barnacle ${index}`),
    );
    await world.put(tenant, "a.md", ["new barnacle"]);
    expect(await world.lexical(reader, "barnacle")).toEqual(["new barnacle"]);
    expect(await world.dense(reader)).toEqual(["new barnacle"]);
  });

  test("R3: what a worker writes while it loses its claim is never seen, however far it came", async () => {
    const { tenant, reader } = await world.newTenant();
    const late = await world.claimOne(tenant, "a.md");
    const texts = Array.from({ length: 300 }, (_, index) => `late kelp ${index}`);
    const commit = world.store.catalogue.commit(late, newVersion(texts, [1, 0, 0], world.now));
    world.later(3600);
    await world.store.catalogue.look(tenant, "docs", ["a.md"], "change");
    let rival: Claim | undefined;
    // A store may pass over what somebody is just writing.
    while (rival === undefined) [rival] = await world.store.catalogue.claim(tenant, ["docs"], LANES, 1);
    const isLate = await commit;
    const found = await world.lexical(reader, "kelp");
    expect(found.length > 0).toBe(isLate);
    expect(await world.store.catalogue.commit(rival, newVersion(["fresh kelp"], [1, 0, 0], world.now))).toBe(
      true,
    );
    expect(await world.lexical(reader, "kelp")).toEqual(["fresh kelp"]);
    expect(await world.dense(reader)).toEqual(["fresh kelp"]);
  });

  test("R2: a late worker writes nothing: not a version, not a failure, not a deletion", async () => {
    const { tenant, reader } = await world.newTenant();
    const late = await world.claimOne(tenant, "a.md");
    world.later(3600);
    await world.put(tenant, "a.md", ["current tide"]);
    const error = new FootnoteError("file_corrupt", "Broken.", { action: "Mend it." });
    expect(
      await world.store.catalogue.commit(late, newVersion(["outdated tide"], [1, 0, 0], world.now)),
    ).toBe(false);
    expect(await world.store.catalogue.fail(late, failed("parse", error))).toBe(false);
    expect(await world.store.catalogue.remove(late)).toBe(false);
    expect(await world.store.catalogue.confirm(late, newVersion([], [1, 0, 0], world.now).object)).toBe(
      false,
    );
    expect(await world.lexical(reader, "tide")).toEqual(["current tide"]);
  });

  test("R2: a fencing number is never used again, not even after the document was deleted", async () => {
    const { tenant } = await world.newTenant();
    const first = await world.claimOne(tenant, "a.md");
    await world.store.catalogue.remove(first);
    const second = await world.claimOne(tenant, "a.md");
    expect(second.number).toBeGreaterThan(first.number);
    expect(await world.store.catalogue.commit(first, newVersion(["ghost"], [1, 0, 0], world.now))).toBe(
      false,
    );
  });

  test("R1: a look that arrives while a worker is busy leaves the document queued", async () => {
    const { tenant, reader } = await world.newTenant();
    const busy = await world.claimOne(tenant, "a.md");
    await world.store.catalogue.look(tenant, "docs", ["a.md"], "change");
    expect(await world.store.catalogue.claim(tenant, ["docs"], LANES, 1)).toEqual([]);
    await world.store.catalogue.commit(busy, newVersion(["first"], [1, 0, 0], world.now));
    expect((await world.store.passages.status(reader)).documents).toEqual({
      live: 0,
      queued: 1,
      failed: 0,
      dead: 0,
      skipped: 0,
    });
    expect(await world.store.catalogue.claim(tenant, ["docs"], LANES, 1)).toHaveLength(1);
  });

  test("R5: after a removal nothing of the document is returned by any route", async () => {
    const { tenant, reader } = await world.newTenant();
    const version = await world.put(tenant, "a.md", ["secret cove"]);
    const [row] = (
      await world.store.passages.documents(reader, { after: undefined, limit: 10, state: undefined })
    ).documents;
    const document = row?.document ?? "";
    await world.store.catalogue.remove(await world.claimOne(tenant, "a.md"));
    expect(await world.lexical(reader, "cove")).toEqual([]);
    expect(await world.dense(reader)).toEqual([]);
    expect(
      await world.store.passages.texts(
        reader,
        [{ document, version: version.version, start: 0, end: 5 }],
        "kept",
      ),
    ).toEqual([undefined]);
    await expect(
      world.store.passages.documentText(reader, document, version.version, { start: 0, end: 1 }, 0),
    ).rejects.toMatchObject({ code: "not_found" });
    expect(
      (await world.store.passages.documents(reader, { after: undefined, limit: 10, state: undefined }))
        .documents,
    ).toEqual([]);
  });

  test("R5: a withdrawn document is gone at once, and a worker that was busy with it cannot bring it back", async () => {
    const { tenant, reader } = await world.newTenant();
    const version = await world.put(tenant, "a.md", ["drifting buoy"]);
    const [row] = (
      await world.store.passages.documents(reader, { after: undefined, limit: 10, state: undefined })
    ).documents;
    const busy = await world.claimOne(tenant, "a.md");
    await world.store.catalogue.withdraw(tenant, "docs", "a.md");
    expect(await world.lexical(reader, "buoy")).toEqual([]);
    expect(
      await world.store.catalogue.commit(busy, newVersion(["drifting buoy again"], [1, 0, 0], world.now)),
    ).toBe(false);
    expect(await world.dense(reader)).toEqual([]);
    const span = { document: row?.document ?? "", version: version.version, start: 0, end: 3 };
    expect(await world.store.passages.texts(reader, [span], "kept")).toEqual([undefined]);
  });

  test("S1: a reader of another tenant, without the principal, or without any, gets nothing by any read", async () => {
    const { tenant, reader } = await world.newTenant();
    await world.put(tenant, "a.md", ["private reef"]);
    const [row] = (
      await world.store.passages.documents(reader, { after: undefined, limit: 10, state: undefined })
    ).documents;
    const [hit] = (await world.store.index.lexical(await world.resolve(reader), "reef", 10, undefined)).hits;
    const strangers: Reader[] = [
      { tenant: "elsewhere", principals: ["staff"] },
      { tenant, principals: ["guests"] },
      { tenant, principals: [] },
    ];
    for (const stranger of strangers) {
      expect(
        (await world.store.index.lexical(await world.resolve(stranger), "reef", 10, undefined)).hits,
      ).toEqual([]);
      expect(
        await world.store.index.dense(
          await world.resolve(stranger),
          CONFORMANCE_MODEL,
          Float32Array.of(1, 0, 0),
          10,
          undefined,
        ),
      ).toEqual([]);
      expect(await world.store.passages.passages(stranger, [hit?.chunk ?? ""], undefined)).toEqual([]);
      const span = { document: row?.document ?? "", version: row?.version ?? "", start: 0, end: 3 };
      expect(await world.store.passages.texts(stranger, [span], "kept")).toEqual([undefined]);
      await expect(
        world.store.passages.documentText(stranger, span.document, undefined, span, span.start),
      ).rejects.toMatchObject({ code: "not_found" });
      expect(
        (await world.store.passages.documents(stranger, { after: undefined, limit: 10, state: undefined }))
          .documents,
      ).toEqual([]);
      const { passages } = world.store;
      expect((await passages.status(stranger)).documents.live).toBe(0);
      expect((await passages.resolve(stranger)).lists).toEqual([]);
      expect(await passages.sections(stranger, [span])).toEqual([undefined]);
      await expect(passages.history(stranger, span.document)).rejects.toMatchObject({ code: "not_found" });
      expect(await passages.count(stranger)).toBe(0);
      expect(await passages.buckets(stranger)).toEqual([]);
      expect(await passages.freshness(stranger)).toEqual([]);
      // Of a past moment no more than of now.
      expect(await world.lexical(stranger, "reef", world.now)).toEqual([]);
      expect(await world.dense(stranger, [1, 0, 0], world.now)).toEqual([]);
      expect(await passages.passages(stranger, [hit?.chunk ?? ""], world.now)).toEqual([]);
    }
  });

  test("S1: a reader of one document among many finds it, by words and by vector", async () => {
    const { tenant } = await world.newTenant(["others"]);
    await world.store.catalogue.attachBucket(tenant, { name: "own", folder: null, readers: ["staff"] });
    for (let index = 0; index < 6; index++) {
      await world.put(
        tenant,
        `${index}.md`,
        Array.from({ length: 50 }, (_, chunk) => `coral reef number ${index} ${chunk}`),
      );
    }
    await world.store.catalogue.look(tenant, "own", ["mine.md"], "change");
    expect(await world.store.catalogue.claim(tenant, ["docs"], LANES, 1)).toEqual([]);
    const [claim] = await world.store.catalogue.claim(tenant, ["own"], LANES, 1);
    if (claim === undefined) throw new Error("nothing to claim");
    await world.store.catalogue.commit(
      claim,
      newVersion(["my reef, described in so many words that it ranks last of all"], [0, 0, 1], world.now),
    );
    const reader = { tenant, principals: ["staff"] };
    expect(await world.lexical(reader, "coral reef")).toHaveLength(1);
    expect(await world.dense(reader, [1, 0, 0])).toHaveLength(1);
  });

  test("documents of a bucket that is detached are hidden, and come back with it; others' are left alone", async () => {
    const { tenant, reader } = await world.newTenant();
    const { catalogue } = world.store;
    const other = { name: "other", folder: null, readers: ["staff"] };
    await world.put(tenant, "a.md", ["sunken wreck"]);
    await catalogue.attachBucket(tenant, other);
    expect(await world.lexical(reader, "wreck")).toEqual(["sunken wreck"]);
    await catalogue.detachBucket(tenant, "docs");
    await catalogue.detachBucket(tenant, "never seen");
    expect(await world.lexical(reader, "wreck")).toEqual([]);
    expect(await catalogue.attachedBuckets(tenant)).toEqual([other]);
    await catalogue.attachBucket(tenant, { name: "docs", folder: "/docs", readers: ["staff"] });
    expect(await world.lexical(reader, "wreck")).toEqual(["sunken wreck"]);
    expect(await catalogue.attachedBuckets(tenant)).toEqual([
      { name: "docs", folder: "/docs", readers: ["staff"] },
      other,
    ]);
  });

  test("S1: a bucket that is attached again for others is theirs, with what it held and what comes", async () => {
    const { tenant, reader } = await world.newTenant();
    const board = { tenant, principals: ["board"] };
    await world.put(tenant, "a.md", ["old anchor"]);
    await world.store.catalogue.attachBucket(tenant, { name: "docs", folder: null, readers: ["board"] });
    await world.put(tenant, "b.md", ["new anchor"]);
    expect(await world.lexical(reader, "anchor")).toEqual([]);
    expect(await world.lexical(board, "anchor")).toEqual(["new anchor", "old anchor"]);
  });

  test("a file with nothing to read is skipped with its reason: no dead letter, and its old text is gone", async () => {
    const { tenant, reader } = await world.newTenant();
    await world.put(tenant, "moved.md", ["heavy anchor"]);
    const blank = new FootnoteError("file_without_text", "It holds no text.", { action: "Add some." });
    await world.store.catalogue.fail(await world.claimOne(tenant, "moved.md"), failed("parse", blank));
    expect(await world.lexical(reader, "anchor")).toEqual([]);
    const { documents, problems } = await world.store.passages.status(reader);
    expect(documents).toEqual({ live: 0, queued: 0, failed: 0, dead: 0, skipped: 1 });
    expect(problems).toMatchObject([{ key: "moved.md", state: "skipped", code: "file_without_text" }]);
    const listed = async (state: "dead" | "skipped") =>
      (await world.store.passages.documents(reader, { state, after: undefined, limit: 10 })).documents;
    expect(await listed("dead")).toEqual([]);
    expect(await listed("skipped")).toMatchObject([{ key: "moved.md", state: "skipped" }]);
  });

  test("a dead letter is listed with its reason and its old text is gone; a failure waits and keeps it", async () => {
    const { tenant, reader } = await world.newTenant();
    await world.put(tenant, "dead.md", ["heavy anchor"]);
    await world.put(tenant, "failed.md", ["light anchor"]);
    const corrupt = new FootnoteError("file_corrupt", "It is broken.", { action: "Upload it again." });
    const busy = new FootnoteError("object_unreadable", "It could not be read.", {
      action: "It is tried again.",
    });
    await world.store.catalogue.fail(await world.claimOne(tenant, "dead.md"), failed("parse", corrupt));
    const retryAt = new Date(world.now.getTime() + 60_000);
    await world.store.catalogue.fail(
      await world.claimOne(tenant, "failed.md"),
      failed("fetch", busy, retryAt),
    );
    expect(await world.lexical(reader, "anchor")).toEqual(["light anchor"]);
    const status = await world.store.passages.status(reader);
    expect(status.documents).toEqual({ live: 0, queued: 0, failed: 1, dead: 1, skipped: 0 });
    expect(status.problems).toMatchObject([
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
    expect(await world.store.catalogue.nextDue(tenant, ["docs"], LANES)).toEqual(retryAt);
    expect(await world.store.catalogue.claim(tenant, ["docs"], LANES, 5)).toEqual([]);
    world.later(61);
    expect(
      (await world.store.catalogue.claim(tenant, ["docs"], LANES, 5)).map((claim) => [
        claim.key,
        claim.attempt,
      ]),
    ).toEqual([["failed.md", 2]]);
  });

  test("a citation keeps opening the version that it was made from", async () => {
    const { tenant, reader } = await world.newTenant();
    const old = await world.put(tenant, "a.md", ["the old fee is 10"]);
    await world.put(tenant, "a.md", ["the new fee is 12"]);
    const [row] = (
      await world.store.passages.documents(reader, { after: undefined, limit: 10, state: undefined })
    ).documents;
    const opened = await world.store.passages.documentText(
      reader,
      row?.document ?? "",
      old.version,
      { start: 0, end: 5 },
      0,
    );
    expect(opened).toMatchObject({ text: "the old fee is 10", live: false, version: old.version });
  });

  test("R10: of a segment that is one row of tens of thousands of cells a window shows the text around it, without its cells", async () => {
    const { tenant, reader } = await world.newTenant();
    const text = "cell | ".repeat(30_000).trimEnd();
    const cells = Array.from(text.matchAll(/cell/g), ({ index }) => ({ start: index, end: index + 4 }));
    const rows = [{ start: 0, end: text.length, cells }];
    const table = { kind: "table" as const, start: 0, end: text.length, headerRows: 0, rows };
    const claim = await world.claimOne(tenant, "wide.csv");
    const segments = [{ start: 0, end: text.length, text, blocks: JSON.stringify([table]) }];
    const version = { ...newVersion(["cell"], [1, 0, 0], world.now), segments, length: text.length };
    expect(await world.store.catalogue.commit(claim, version)).toBe(true);
    const window = { start: 100_000, end: 101_000 };
    const opened = await world.store.passages.documentText(reader, claim.document, undefined, window, 0);
    expect(opened.text.length).toBeLessThan(20_000);
    expect(text.slice(opened.offset, opened.offset + opened.text.length)).toBe(opened.text);
    expect(opened.offset).toBeLessThanOrEqual(window.start);
    expect(opened.blocks.every(({ kind }) => kind === "paragraph")).toBe(true);
    expect(JSON.stringify(opened).length).toBeLessThan(25_000);
  });

  test("a window of a long text is whole segments, and their texts join to the whole", async () => {
    const { tenant, reader } = await world.newTenant();
    const version = await world.put(
      tenant,
      "long.md",
      Array.from({ length: 40 }, (_, index) => `${index} `.padEnd(990, "ebb and flow 🌊 ")),
    );
    const [row] = (
      await world.store.passages.documents(reader, { after: undefined, limit: 10, state: undefined })
    ).documents;
    const whole = await world.store.passages.documentText(
      reader,
      row?.document ?? "",
      undefined,
      { start: 0, end: version.length },
      0,
    );
    expect(whole.text).toBe(textIn(version.segments, { start: 0, end: version.length }));
    expect(whole.blocks).toHaveLength(40);
    const middle = await world.store.passages.documentText(
      reader,
      row?.document ?? "",
      undefined,
      { start: 20_000, end: 20_100 },
      20_000,
    );
    expect(middle.text.length).toBeLessThan(20_000);
    expect(
      textIn(version.segments, { start: 0, end: version.length }).slice(
        middle.offset,
        middle.offset + middle.text.length,
      ),
    ).toBe(middle.text);
    for (const block of middle.blocks) {
      expect(middle.text.slice(block.start - middle.offset, block.end - middle.offset)).toBe(
        textIn(version.segments, { start: 0, end: version.length }).slice(block.start, block.end),
      );
    }
  });

  test("documents are listed in pages that together are all of them once", async () => {
    const { tenant, reader } = await world.newTenant();
    const keys = ["a.md", "B.md", "ä.md", "z/1.md", "z/2.md"];
    for (const key of keys) await world.put(tenant, key, [key]);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await world.store.passages.documents(reader, { after, limit: 2, state: "live" });
      seen.push(...page.documents.map((row) => row.key));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen.sort()).toEqual(keys.sort());
  });

  test("Q2: what was left out of a version is told wherever the version is, and counted while it is live", async () => {
    const { tenant, reader } = await world.newTenant();
    const notes = [
      { kind: "pages_without_text", count: 2, of: 3 },
      { kind: "attachments", count: 1, names: ["plan.dwg"] },
    ] as const;
    const claim = await world.claimOne(tenant, "scan.pdf");
    await world.store.catalogue.commit(claim, { ...newVersion(["scan"], [1, 0, 0], world.now), notes });
    await world.put(tenant, "plain.md", ["plain"]);
    const { documents } = await world.store.passages.documents(reader, {
      after: undefined,
      limit: 10,
      state: undefined,
    });
    expect(documents.map((row) => [row.key, row.notes])).toEqual([
      ["plain.md", []],
      ["scan.pdf", notes],
    ]);
    const { document } = claim;
    expect((await world.store.passages.history(reader, document)).versions[0]?.notes).toEqual(notes);
    const text = await world.store.passages.documentText(
      reader,
      document,
      undefined,
      { start: 0, end: 1 },
      0,
    );
    expect(text.notes).toEqual(notes);
    expect((await world.store.passages.status(reader)).readInPart).toEqual({
      documents: 1,
      first: [{ document, bucket: "docs", key: "scan.pdf", notes }],
    });
    const again = await world.claimOne(tenant, "scan.pdf");
    await world.store.catalogue.commit(again, {
      ...newVersion(["read whole"], [1, 0, 0], world.now),
      notes: [{ kind: "encoding_guessed", count: 1 }],
    });
    expect((await world.store.passages.status(reader)).readInPart.documents).toBe(0);
  });

  test("P1: how long a version took to become answerable counts from when it was written", async () => {
    const { tenant, reader } = await world.newTenant();
    const written = world.now;
    world.later(4);
    const claim = await world.claimOne(tenant, "a.md");
    world.later(1);
    await world.store.catalogue.commit(claim, newVersion(["fresh catch"], [1, 0, 0], written));
    const [row] = (
      await world.store.passages.documents(reader, { after: undefined, limit: 10, state: undefined })
    ).documents;
    expect(row?.answerableAfter).toBe(5);
    expect((await world.store.passages.status(reader)).freshness).toEqual({ p50: 5, p95: 5, p99: 5 });
  });

  test("P1: a file that is older than its bucket is measured from when the bucket was first watched", async () => {
    const written = world.now;
    world.later(24 * 60 * 60);
    const { tenant, reader } = await world.newTenant();
    const claim = await world.claimOne(tenant, "a.md");
    world.later(2);
    await world.store.catalogue.commit(claim, newVersion(["old catch"], [1, 0, 0], written));
    expect((await world.store.passages.status(reader)).freshness.p99).toBe(2);
  });

  test("P1: a change is noticed when it is reported, however long its document has waited for the next pipeline", async () => {
    const { tenant } = await world.newTenant();
    await world.store.catalogue.look(tenant, "docs", ["a.md"], "staging");
    world.later(60 * 60);
    expect((await world.claimOne(tenant, "a.md")).noticedAt).toEqual(world.now);
  });

  test("a claim that is given back into another lane goes on there, but for a look that came in meanwhile", async () => {
    const { tenant } = await world.newTenant();
    const { catalogue } = world.store;
    await catalogue.postpone(await world.claimOne(tenant, "a.pdf"), world.now, "recognition");
    expect(await catalogue.claim(tenant, ["docs"], ["change", "backfill", "staging"], 1)).toEqual([]);
    const [claim] = await catalogue.claim(tenant, ["docs"], ["recognition"], 1);
    expect(claim).toMatchObject({ key: "a.pdf", lane: "recognition", attempt: 1 });
    await catalogue.look(tenant, "docs", ["a.pdf"], "change");
    await catalogue.postpone(claim as Claim, world.now, "recognition");
    expect(await catalogue.claim(tenant, ["docs"], ["change"], 1)).toMatchObject([{ key: "a.pdf" }]);
  });

  test("a claim that is renewed in time is nobody else's, one that is not may be taken, and then it is lost", async () => {
    const { tenant } = await world.newTenant();
    const { catalogue } = world.store;
    const claim = await world.claimOne(tenant, "a.md");
    for (let seconds = 0; seconds < 3_600; seconds += 55) {
      world.later(55);
      expect(await catalogue.renew([claim])).toEqual([]);
      expect(await catalogue.claim(tenant, ["docs"], LANES, 1)).toEqual([]);
    }
    world.later(65);
    const [taken] = await catalogue.claim(tenant, ["docs"], LANES, 1);
    if (taken === undefined) throw new Error("nothing to claim");
    expect(await catalogue.renew([taken, claim])).toEqual([claim]);
    expect(await catalogue.renew([])).toEqual([]);
  });

  test("R1: renewing a claim that has ended holds up nobody who looks at the document next", async () => {
    const { tenant } = await world.newTenant();
    const { catalogue } = world.store;
    const claim = await world.claimOne(tenant, "a.md");
    await catalogue.commit(claim, newVersion(["low tide"], [1, 0, 0], world.now));
    expect(await catalogue.renew([claim])).toEqual([]);
    await catalogue.look(tenant, "docs", ["a.md"], "change");
    expect(await catalogue.claim(tenant, ["docs"], LANES, 1)).toHaveLength(1);
  });

  test("a claim that is given back is no failure and is due when it says", async () => {
    const { tenant, reader } = await world.newTenant();
    await world.store.catalogue.postpone(
      await world.claimOne(tenant, "a.md"),
      new Date(world.now.getTime() + 5_000),
    );
    expect((await world.store.passages.status(reader)).documents.queued).toBe(1);
    expect(await world.store.catalogue.claim(tenant, ["docs"], LANES, 1)).toEqual([]);
    world.later(6);
    expect(await world.store.catalogue.claim(tenant, ["docs"], LANES, 1)).toMatchObject([
      { key: "a.md", attempt: 1 },
    ]);
  });

  test("a key that was deleted and came back is tried as often as any other", async () => {
    const { tenant } = await world.newTenant();
    const error = new FootnoteError("object_unreadable", "It cannot be read.", { action: "Wait." });
    await world.store.catalogue.fail(
      await world.claimOne(tenant, "a.md"),
      failed("fetch", error, new Date(world.now.getTime() + 60_000)),
    );
    await world.store.catalogue.withdraw(tenant, "docs", "a.md");
    const [claim] = await world.store.catalogue.claim(tenant, ["docs"], LANES, 1);
    expect(claim?.attempt).toBe(1);
  });

  test("what is known of a bucket is what a listing is compared with", async () => {
    const { tenant } = await world.newTenant();
    await world.put(tenant, "a.md", ["known"]);
    const corrupt = new FootnoteError("file_corrupt", "It is broken.", { action: "Upload it again." });
    await world.store.catalogue.fail(await world.claimOne(tenant, "b.md"), failed("parse", corrupt));
    expect(await world.store.catalogue.known(tenant, "docs", ["a.md", "b.md", "c.md"])).toEqual([
      {
        key: "a.md",
        etag: "known",
        version: "test-known",
        pipeline: "test",
        staged: null,
        state: "live",
        problem: null,
      },
      {
        key: "b.md",
        etag: null,
        version: null,
        pipeline: "test",
        staged: null,
        state: "dead",
        problem: { code: "file_corrupt", at: world.now },
      },
    ]);
    expect(await world.store.catalogue.knownKeys(tenant, "docs", undefined, 1)).toEqual(["a.md"]);
    expect(await world.store.catalogue.knownKeys(tenant, "docs", "a.md", 5)).toEqual(["b.md"]);
  });

  test("of a listing only what is not settled is told: new, changed, due, broken, or not as the pipelines want it", async () => {
    const { tenant } = await world.newTenant();
    const { catalogue } = world.store;
    for (const key of ["same.md", "changed.md", "due.md"]) await world.put(tenant, key, ["known"]);
    const corrupt = new FootnoteError("file_corrupt", "It is broken.", { action: "Upload it again." });
    await catalogue.fail(await world.claimOne(tenant, "broken.md"), failed("parse", corrupt));
    await catalogue.look(tenant, "docs", ["due.md"], "change");
    const listed = ["same.md", "changed.md", "new.md", "due.md", "broken.md"].map((key) => ({
      key,
      etag: key === "changed.md" ? "another" : "known",
    }));
    const told = (pipelines: BucketPipelines) => catalogue.differing(tenant, "docs", listed, pipelines);
    const differing = await told({ serving: "test", next: undefined });
    expect(differing.map(({ key, etag, known }) => [key, etag, known?.state])).toEqual([
      ["changed.md", "another", "live"],
      ["new.md", "known", undefined],
      ["due.md", "known", "queued"],
      ["broken.md", "known", "dead"],
    ]);
    expect(differing[0]?.known).toEqual((await catalogue.known(tenant, "docs", ["changed.md"]))[0]);
    const keysOf = async (pipelines: BucketPipelines) => (await told(pipelines)).map(({ key }) => key);
    expect(await keysOf({ serving: "test", next: "next" })).toContain("same.md");
    expect(await keysOf({ serving: "before", next: "test" })).not.toContain("same.md");
    expect(await keysOf({ serving: "before", next: undefined })).toContain("same.md");
    expect(
      await catalogue.differing(tenant, "more", listed.slice(0, 1), { serving: "test", next: undefined }),
    ).toEqual([{ key: "same.md", etag: "known", known: undefined }]);
  });

  test("R9: how many documents are answered from, and some of them, are known by bucket, without its canary", async () => {
    const { tenant } = await world.newTenant();
    const { catalogue } = world.store;
    expect(await catalogue.countAnswerable(tenant, "docs", 9)).toBe(0);
    for (const key of ["a.md", "b.md", "c.md", CANARY_KEY]) await world.put(tenant, key, [`text of ${key}`]);
    await catalogue.withdraw(tenant, "docs", "c.md");
    expect(await catalogue.countAnswerable(tenant, "docs", 9)).toBe(2);
    expect(await catalogue.countAnswerable(tenant, "docs", 1)).toBe(1);
    expect(await catalogue.countAnswerable(tenant, "more", 9)).toBe(0);
    const sample = await catalogue.sampleAnswerable(tenant, "docs", 9);
    expect(sample.map(({ key, version }) => `${key} ${version}`).sort()).toEqual([
      "a.md test-text of a.md",
      "b.md test-text of b.md",
    ]);
    expect(await catalogue.sampleAnswerable(tenant, "docs", 1)).toEqual(sample.slice(0, 1));
  });

  test("R9: where a bucket was last found is remembered, whatever is attached meanwhile", async () => {
    const { tenant } = await world.newTenant();
    const { catalogue } = world.store;
    expect(await catalogue.bucketPlace(tenant, "docs")).toBeUndefined();
    const place = { identity: "1:2", parts: ["archive/2024"] };
    await catalogue.rememberPlace(tenant, "docs", place);
    await catalogue.attachBucket(tenant, { name: "more", folder: null, readers: ["staff"] });
    expect(await catalogue.bucketPlace(tenant, "docs")).toEqual(place);
    expect(await catalogue.bucketPlace(tenant, "more")).toBeUndefined();
  });

  test("a key as long as a path can be is a key like any other", async () => {
    const { tenant, reader } = await world.newTenant();
    const long = Array.from({ length: 16 }, (_, depth) => randomBytes(120).toString("hex").slice(depth)).join(
      "/",
    );
    await world.put(tenant, long, ["deep water"]);
    await world.put(tenant, `${long}/sibling`, ["deeper water"]);
    expect(await world.lexical(reader, "deep")).toEqual(["deep water"]);
    const seen: string[] = [];
    for (let after: string | undefined; ; after = seen.at(-1)) {
      const keys = await world.store.catalogue.knownKeys(tenant, "docs", after, 1);
      if (keys.length === 0) break;
      seen.push(...keys);
    }
    expect(seen.sort()).toEqual([long, `${long}/sibling`]);
  });

  test("the ideal lexical score is about reached by a chunk that says what the question says", async () => {
    const { tenant, reader } = await world.newTenant();
    await world.put(tenant, "a.md", [
      "bilge pump valve",
      "sauerkraut barrel",
      "marmalade jar",
      "gearbox oil",
    ]);
    const { hits, ideal } = await world.store.index.lexical(
      await world.resolve(reader),
      "bilge pump valve",
      10,
      undefined,
    );
    expect(ideal).toBeGreaterThan(0);
    expect((hits[0]?.score ?? 0) / ideal).toBeGreaterThan(0.5);
    const other = await world.store.index.lexical(
      await world.resolve(reader),
      "bilge sauerkraut marmalade gearbox",
      10,
      undefined,
    );
    expect((other.hits[0]?.score ?? 0) / other.ideal).toBeLessThan((hits[0]?.score ?? 0) / ideal / 1.5);
  });

  test("text that looks like SQL is only text", async () => {
    const { tenant, reader } = await world.newTenant();
    const hostile = `'); DROP TABLE chunk; -- "quoted" \\ {1,2}`;
    await world.put(tenant, hostile, [hostile]);
    expect(await world.lexical(reader, "drop table")).toEqual([hostile]);
    expect(await world.lexical(reader, hostile)).toEqual([hostile]);
  });
}
