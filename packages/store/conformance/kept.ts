import { type Claim, FootnoteError } from "@footnote/contracts";
import { expect, test } from "vitest";
import { CONFORMANCE_MODEL, failed, KEEP_MILLISECONDS, LANES, newVersion, type World } from "./world.ts";

/** What a store promises of versions that are no longer live, of vectors that are there already, and of copies. */
export function keptPromises(world: World): void {
  test("a version is found as of any moment at which it was live, and of no other", async () => {
    const { tenant, reader } = await world.newTenant();
    const before = world.now;
    world.later(10);
    await world.put(tenant, "a.md", ["the ferry leaves at nine"]);
    const first = world.now;
    world.later(10);
    await world.put(tenant, "a.md", ["the ferry leaves at ten"], [0, 1, 0]);
    const second = world.now;
    world.later(10);
    await world.put(tenant, "a.md", ["the ferry leaves at nine"]);
    expect(await world.lexical(reader, "ferry", before)).toEqual([]);
    expect(await world.lexical(reader, "ferry", first)).toEqual(["the ferry leaves at nine"]);
    expect(await world.lexical(reader, "ferry", second)).toEqual(["the ferry leaves at ten"]);
    expect(await world.dense(reader, [0, 1, 0], second)).toEqual(["the ferry leaves at ten"]);
    expect(await world.lexical(reader, "ferry", world.now)).toEqual(["the ferry leaves at nine"]);
    expect(await world.lexical(reader, "ferry")).toEqual(["the ferry leaves at nine"]);
  });

  test("a citation keeps opening the revision that it was made from, until that was kept long enough", async () => {
    const { tenant, reader } = await world.newTenant();
    const cited = await world.put(tenant, "a.md", ["nets are mended on Monday"]);
    const [document = ""] = await world.store.catalogue.look(tenant, "docs", ["a.md"], "change");
    const citedAt = world.now;
    world.later(10);
    await world.put(tenant, "a.md", ["nets are mended on Friday"]);
    const open = () =>
      world.store.passages.documentText(reader, document, cited.version, { start: 0, end: 10 }, 0);
    expect(await open()).toMatchObject({
      live: false,
      text: cited.segments[0]?.text,
      headingPath: ["A title", "Part"],
    });
    world.later(KEEP_MILLISECONDS / 1000 + 1);
    await world.store.maintain();
    await expect(open()).rejects.toMatchObject({ code: "not_found" });
    expect(await world.lexical(reader, "nets", citedAt)).toEqual([]);
    expect(await world.lexical(reader, "nets")).toEqual(["nets are mended on Friday"]);
  });

  test("a clock that is set back and forth by days strands nothing, and nothing is kept shorter for it", async () => {
    const { tenant, reader } = await world.newTenant();
    const { catalogue, passages } = world.store;
    const day = 24 * 60 * 60;
    const cited = await world.put(tenant, "a.md", ["sails are dried on deck"]);
    await world.put(tenant, "a.md", ["sails are dried ashore"]);
    const [document = ""] = await catalogue.look(tenant, "docs", ["a.md"], "change");
    const [running] = await catalogue.claim(tenant, ["docs"], LANES, 1);
    const open = () => passages.documentText(reader, document, cited.version, { start: 0, end: 10 }, 0);
    world.setClock(40 * day);
    await world.store.maintain();
    expect(await open()).toMatchObject({ text: cited.segments[0]?.text });
    // The claim has all its time, and what is queued meanwhile is due.
    expect(await catalogue.claim(tenant, ["docs"], LANES, 1)).toEqual([]);
    const error = new FootnoteError("embedding_failed", "It did not answer.", { action: "Wait." });
    const failing = await world.claimOne(tenant, "c.md");
    await catalogue.fail(failing, failed("embed", error, new Date(world.now.getTime() + 60_000)));
    await catalogue.look(tenant, "docs", ["b.md"], "change");
    world.setClock(-42 * day);
    const due = await catalogue.claim(tenant, ["docs"], LANES, 9);
    expect(due.map(({ key }) => key).sort()).toContain("b.md");
    world.later(5 * 60 + 1);
    expect((await catalogue.claim(tenant, ["docs"], LANES, 9)).map(({ key }) => key)).toContain("c.md");
    if (running !== undefined) await catalogue.postpone(running, world.now);
    expect(await world.lexical(reader, "sails", world.now)).toEqual(["sails are dried ashore"]);
    world.later(KEEP_MILLISECONDS / 1000 - 400);
    await world.store.maintain();
    expect(await open()).toMatchObject({ text: cited.segments[0]?.text });
    world.later(200);
    await world.store.maintain();
    await expect(open()).rejects.toMatchObject({ code: "not_found" });
    world.setClock(2 * day);
    await catalogue.look(tenant, "docs", ["d.md"], "change");
  });

  test("R5: what was deleted is not found as of a moment before it either", async () => {
    const { tenant, reader } = await world.newTenant();
    await world.put(tenant, "a.md", ["a secret mooring"]);
    world.later(10);
    await world.put(tenant, "a.md", ["another mooring"]);
    const then = world.now;
    world.later(10);
    await world.store.catalogue.withdraw(tenant, "docs", "a.md");
    expect(await world.lexical(reader, "mooring", then)).toEqual([]);
    expect(await world.dense(reader, [1, 0, 0], then)).toEqual([]);
  });

  test("a dead letter is not found now, and what it was before is kept", async () => {
    const { tenant, reader } = await world.newTenant();
    await world.put(tenant, "a.md", ["a chart of the bay"]);
    const then = world.now;
    world.later(10);
    const error = new FootnoteError("file_corrupt", "It is broken.", { action: "Upload it again." });
    await world.store.catalogue.fail(await world.claimOne(tenant, "a.md"), failed("parse", error));
    expect(await world.lexical(reader, "chart")).toEqual([]);
    expect(await world.lexical(reader, "chart", then)).toEqual(["a chart of the bay"]);
  });

  test("a history says what was live when, what failed and why", async () => {
    const { tenant, reader } = await world.newTenant();
    const [one, two] = [["tide table"], ["tide tables"]];
    await world.put(tenant, "a.md", one);
    const from = world.now.toISOString();
    world.later(10);
    await world.put(tenant, "a.md", two);
    const [document = ""] = await world.store.catalogue.look(tenant, "docs", ["a.md"], "change");
    const until = world.now.toISOString();
    expect(await world.store.passages.history(reader, document)).toMatchObject({
      key: "a.md",
      problem: null,
      identical: [],
      versions: [
        { chunks: 1, live: [{ from: until, until: null }] },
        { chunks: 1, live: [{ from, until }] },
      ],
    });
    const stranger = { tenant, principals: ["guests"] };
    await expect(world.store.passages.history(stranger, document)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("the vector of a text that is stored is found: live, kept, or deleted a moment ago, by its tenant alone", async () => {
    const { tenant } = await world.newTenant();
    const other = await world.newTenant();
    const model = CONFORMANCE_MODEL.id;
    const claims = new Map<string, Claim>();
    for (const whose of [tenant, other.tenant]) claims.set(whose, await world.claimOne(whose, "asks.md"));
    const of = (whose: string) => claims.get(whose) as Claim;
    const [kept, live, gone, never] = ["kept", "live", "gone", "never"].map(
      (text) => `A title > Part\n${text}`,
    );
    await world.put(tenant, "a.md", ["kept"], [0, 1, 0]);
    world.later(1);
    await world.put(tenant, "a.md", ["live"], [1, 0, 0]);
    await world.put(tenant, "b.md", ["gone"], [0, 0, 1]);
    await world.store.catalogue.withdraw(tenant, "docs", "b.md");
    const asked = [kept, live, gone, never] as string[];
    expect(await world.store.catalogue.embeddings(of(tenant), asked, model)).toEqual([
      Float32Array.of(0, 1, 0),
      Float32Array.of(1, 0, 0),
      Float32Array.of(0, 0, 1),
      undefined,
    ]);
    const none = asked.map(() => undefined);
    expect(await world.store.catalogue.embeddings(of(other.tenant), asked, model)).toEqual(none);
    expect(await world.store.catalogue.embeddings(of(tenant), asked, "another model")).toEqual(none);
    world.later(2 * 60 * 60);
    await world.store.maintain();
    expect((await world.store.catalogue.embeddings(of(tenant), asked, model))[2]).toBeUndefined();
  });

  test("what an earlier version said is read as kept and not as live", async () => {
    const { tenant, reader } = await world.newTenant();
    const before = await world.put(tenant, "a.md", ["an old chart"]);
    const [row] = (
      await world.store.passages.documents(reader, { after: undefined, limit: 1, state: undefined })
    ).documents;
    const after = await world.put(tenant, "a.md", ["a new chart"]);
    const spans = [before, after].map(({ version }) => ({
      document: row?.document ?? "",
      version,
      start: 0,
      end: 5,
    }));
    expect(await world.store.passages.texts(reader, spans, "kept")).toEqual(["an ol", "a new"]);
    expect(await world.store.passages.texts(reader, spans, "live")).toEqual([undefined, "a new"]);
  });

  test("identical documents are found once, with all their places that the reader may see", async () => {
    const { tenant, reader } = await world.newTenant();
    await world.store.catalogue.attachBucket(tenant, { name: "board", folder: null, readers: ["board"] });
    const copy = await world.put(tenant, "b.md", ["one rope, two knots"]);
    await world.put(tenant, "a.md", ["one rope, two knots"]);
    await world.store.catalogue.look(tenant, "board", ["c.md"], "change");
    const [claim] = await world.store.catalogue.claim(tenant, ["board"], ["change"], 1);
    if (claim === undefined) throw new Error("nothing to claim");
    await world.store.catalogue.commit(claim, copy);
    expect(await world.lexical(reader, "rope")).toEqual(["one rope, two knots"]);
    expect(await world.dense(reader)).toEqual(["one rope, two knots"]);
    const { hits } = await world.store.index.lexical(await world.resolve(reader), "rope", 10, undefined);
    const found = hits.map(({ chunk }) => chunk);
    const [passage] = await world.store.passages.passages(reader, found, undefined);
    expect(passage).toMatchObject({ version: copy.version, places: [{ key: "a.md" }, { key: "b.md" }] });
    const member = { tenant, principals: ["staff", "board"] };
    const [alsoThere] = await world.store.passages.passages(member, found, undefined);
    expect(alsoThere?.places).toHaveLength(3);
  });

  test("changes are claimed before what was only found by comparing, and that before what is only made anew", async () => {
    const { tenant } = await world.newTenant();
    const { catalogue } = world.store;
    await catalogue.look(tenant, "docs", ["staging.md"], "staging");
    world.later(1);
    await catalogue.look(tenant, "docs", ["backfill.md", "urgent.md"], "backfill");
    world.later(1);
    await catalogue.look(tenant, "docs", ["change.md", "urgent.md"], "change");
    // A change stays one, however often the same is found by comparing.
    await catalogue.look(tenant, "docs", ["change.md"], "backfill");
    world.later(1);
    const changes = await catalogue.claim(tenant, ["docs"], ["change"], 10);
    expect(changes.map(({ key }) => key)).toEqual(["urgent.md", "change.md"]);
    const rest = await catalogue.claim(tenant, ["docs"], ["change", "backfill", "staging"], 10);
    expect(rest.map(({ key }) => key)).toEqual(["backfill.md", "staging.md"]);
  });

  test("however many versions were kept long enough, they all go when there is time", async () => {
    const { tenant, reader } = await world.newTenant();
    for (let edit = 0; edit < 30; edit++) await world.put(tenant, "a.md", [`edit ${edit}`]);
    const [document = ""] = await world.store.catalogue.look(tenant, "docs", ["a.md"], "change");
    world.later(KEEP_MILLISECONDS / 1000 + 1);
    await world.store.maintain();
    expect((await world.store.passages.history(reader, document)).versions).toHaveLength(1);
  });

  test("P1: a document that is only made anew was noticed when it was, and not when it was written long ago", async () => {
    const { tenant, reader } = await world.newTenant();
    const first = await world.put(tenant, "a.md", ["an old chart"]);
    world.later(10 * 24 * 60 * 60);
    const claim = await world.claimOne(tenant, "a.md", "staging");
    const again = newVersion(["an old chart"], [1, 0, 0], world.now, "another");
    const times = { ...again.times, written: first.times.written };
    expect(await world.store.catalogue.commit(claim, { ...again, object: first.object, times })).toBe(true);
    const [measured] = await world.store.passages.freshness(reader);
    expect(measured?.stages.noticed.p99).toBe(0);
    expect(measured?.answerable.p99).toBe(0);
  });
}
