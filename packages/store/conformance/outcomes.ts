import { FootnoteError } from "@footnote/contracts";
import { expect, test } from "vitest";
import { failed, LANES, newVersion, type World } from "./world.ts";

/** What became of a file, and how soon. */
export function outcomePromises(world: World): void {
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
}
