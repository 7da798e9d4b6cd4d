import { CANARY_KEY, FootnoteError } from "@footnote/contracts";
import { expect, test } from "vitest";
import {
  CONFORMANCE_MODEL,
  failed,
  KEEP_MILLISECONDS,
  LANES,
  newVersion,
  pipelineOf,
  type World,
} from "./world.ts";

/** What a store promises while a bucket goes from one pipeline to another. */
export function pipelinePromises(world: World): void {
  const gentle = { force: false, resume: false };

  /** A bucket with two documents live by the pipeline "old", for which "new" is to be built. */
  async function changing() {
    const { tenant, reader } = await world.newTenant();
    const { catalogue } = world.store;
    expect(await catalogue.configurePipeline(tenant, "docs", pipelineOf("old"))).toEqual({ serving: "old" });
    for (const key of ["a.md", "b.md"])
      await world.put(tenant, key, [`old harbour ${key}`], [1, 0, 0], "old");
    const both = await catalogue.configurePipeline(tenant, "docs", pipelineOf("new"));
    expect(both).toEqual({ serving: "old", next: "new" });
    const stage = async (key: string) => {
      const claim = await world.claimOne(tenant, key, "staging");
      const made = newVersion([`new harbour ${key}`], [1, 0, 0], world.now, "new");
      const object = { ...made.object, etag: claim.live?.etag ?? "" };
      expect(await catalogue.stage(claim, { ...made, object })).toBe(true);
    };
    return { tenant, reader, catalogue, stage };
  }

  test("the next pipeline is built unseen, and all of it goes live at once when it is complete", async () => {
    const { tenant, reader, catalogue, stage } = await changing();
    await stage("a.md");
    expect(await world.lexical(reader, "harbour")).toEqual(["old harbour a.md", "old harbour b.md"]);
    expect(await catalogue.switchPipelines(tenant, gentle)).toEqual([]);
    expect(await catalogue.pipelines(tenant)).toMatchObject([
      { bucket: "docs", serving: { id: "old" }, next: { id: "new" }, documents: 2, staged: 1, failed: 0 },
    ]);
    await stage("b.md");
    expect(await world.dense(reader)).toEqual(["old harbour a.md", "old harbour b.md"]);
    const then = world.now;
    world.later(10);
    expect(await catalogue.switchPipelines(tenant, gentle)).toEqual(["docs"]);
    expect(await world.lexical(reader, "harbour")).toEqual(["new harbour a.md", "new harbour b.md"]);
    expect(await world.dense(reader)).toEqual(["new harbour a.md", "new harbour b.md"]);
    expect(await world.lexical(reader, "harbour", then)).toEqual(["old harbour a.md", "old harbour b.md"]);
    expect(await catalogue.switchPipelines(tenant, gentle)).toEqual([]);
    await catalogue.orphans(tenant, { repair: true });
    expect(await world.lexical(reader, "harbour", then)).toEqual(["old harbour a.md", "old harbour b.md"]);
  });

  test("a document that only waits for the next pipeline is live, and a change of it goes first", async () => {
    const { tenant, reader, catalogue, stage } = await changing();
    await stage("a.md");
    await world.put(tenant, "a.md", ["changed harbour a.md"], [1, 0, 0], "old");
    expect((await world.store.passages.status(reader)).documents).toMatchObject({ live: 2, queued: 0 });
    const [known] = await catalogue.known(tenant, "docs", ["a.md"]);
    expect(known).toMatchObject({ pipeline: "old", staged: null });
    const [claim] = await catalogue.claim(tenant, ["docs"], LANES, 1);
    expect(claim).toMatchObject({ key: "a.md", pipelines: { serving: "old", next: "new" } });
    expect(claim?.staged).toBeUndefined();
  });

  test("what fails in the next pipeline stays live, stops the switch, and is a dead letter only by force", async () => {
    const { tenant, reader, catalogue, stage } = await changing();
    await stage("a.md");
    const error = new FootnoteError("file_too_slow", "It takes too long.", { action: "Make it smaller." });
    const claim = await world.claimOne(tenant, "b.md", "staging");
    const object = newVersion(["old harbour b.md"], [1, 0, 0], world.now).object;
    await catalogue.fail(claim, { ...failed("parse", error), object, pipeline: "new" });
    expect(await world.lexical(reader, "harbour")).toEqual(["old harbour a.md", "old harbour b.md"]);
    expect((await world.store.passages.status(reader)).documents).toMatchObject({ live: 2, dead: 0 });
    expect(await catalogue.pipelines(tenant)).toMatchObject([{ staged: 1, failed: 1 }]);
    expect(await catalogue.switchPipelines(tenant, gentle)).toEqual([]);
    expect(await catalogue.switchPipelines(tenant, { force: true, resume: false })).toEqual(["docs"]);
    expect(await world.lexical(reader, "harbour")).toEqual(["new harbour a.md"]);
    expect((await world.store.passages.status(reader)).problems).toMatchObject([
      { key: "b.md", state: "dead", code: "file_too_slow" },
    ]);
  });

  test("an outage takes nothing from what is live and unchanged; what cannot be read any more is a dead letter", async () => {
    const { tenant, reader, catalogue } = await changing();
    const error = new FootnoteError("embedding_failed", "The model is gone.", { action: "Wait." });
    const { object } = newVersion(["old harbour a.md"], [1, 0, 0], world.now);
    const remade = await world.claimOne(tenant, "a.md", "staging");
    await catalogue.fail(remade, { ...failed("embed", error), object, pipeline: "old" });
    expect(await world.lexical(reader, "harbour")).toEqual(["old harbour a.md", "old harbour b.md"]);
    expect(await catalogue.known(tenant, "docs", ["a.md"])).toMatchObject([
      { state: "live", staged: "old", problem: { code: "embedding_failed", at: world.now } },
    ]);
    const edited = { ...object, etag: "edited" };
    await catalogue.fail(await world.claimOne(tenant, "a.md"), {
      ...failed("embed", error),
      object: edited,
      pipeline: "old",
    });
    expect(await world.lexical(reader, "harbour")).toEqual(["old harbour b.md"]);
    const broken = new FootnoteError("file_corrupt", "It is broken.", { action: "Upload it again." });
    const other = newVersion(["old harbour b.md"], [1, 0, 0], world.now).object;
    await catalogue.fail(await world.claimOne(tenant, "b.md"), {
      ...failed("parse", broken),
      object: other,
      pipeline: "old",
    });
    expect(await world.lexical(reader, "harbour")).toEqual([]);
  });

  test("a rollback brings back what was live before, and the configured pipeline waits for a person", async () => {
    const { tenant, reader, catalogue, stage } = await changing();
    await stage("a.md");
    await stage("b.md");
    await catalogue.switchPipelines(tenant, gentle);
    await catalogue.orphans(tenant, { repair: true });
    world.later(10);
    await world.put(tenant, "b.md", ["changed harbour b.md"], [1, 0, 0], "new");
    expect(await catalogue.rollBackPipelines(tenant)).toEqual(["docs"]);
    // What changed since then was never made by the old one: it stays until a worker has made it.
    expect(await world.lexical(reader, "harbour")).toEqual(["changed harbour b.md", "old harbour a.md"]);
    expect(await catalogue.pipelines(tenant)).toMatchObject([
      { serving: { id: "old" }, next: null, held: { id: "new" } },
    ]);
    expect(await catalogue.configurePipeline(tenant, "docs", pipelineOf("new"))).toEqual({ serving: "old" });
    expect(await catalogue.switchPipelines(tenant, gentle)).toEqual([]);
    await catalogue.switchPipelines(tenant, { force: false, resume: true });
    expect(await world.lexical(reader, "harbour")).toEqual(["changed harbour b.md", "new harbour a.md"]);
  });

  test("R2: a worker that was about to stage when its document changed hands stages nothing", async () => {
    const { tenant, catalogue } = await changing();
    const late = await world.claimOne(tenant, "a.md", "staging");
    world.later(3600);
    await world.put(tenant, "a.md", ["changed harbour a.md"], [1, 0, 0], "old");
    expect(await catalogue.stage(late, newVersion(["new harbour a.md"], [1, 0, 0], world.now, "new"))).toBe(
      false,
    );
    expect(await catalogue.pipelines(tenant)).toMatchObject([{ staged: 0 }]);
  });

  test("R1: what was claimed before a switch settles nothing after it, and is looked at again", async () => {
    const { tenant, catalogue, stage } = await changing();
    await stage("a.md");
    const late = await world.claimOne(tenant, "b.md", "staging");
    await catalogue.switchPipelines(tenant, { force: true, resume: false });
    const { object } = newVersion(["old harbour b.md"], [1, 0, 0], world.now);
    expect(await catalogue.confirm(late, object)).toBe(false);
    const again = await catalogue.claim(tenant, ["docs"], LANES, 10);
    expect(again.map(({ key }) => key)).toEqual(["b.md"]);
  });

  test("a configuration that goes back before the switch drops what was staged", async () => {
    const { tenant, reader, catalogue, stage } = await changing();
    await stage("a.md");
    expect(await catalogue.configurePipeline(tenant, "docs", pipelineOf("old"))).toEqual({ serving: "old" });
    expect(await catalogue.orphans(tenant, { repair: true })).toBe(1);
    expect(await world.lexical(reader, "harbour")).toEqual(["old harbour a.md", "old harbour b.md"]);
  });

  test("a canary, which is another one every minute, keeps no switch waiting and is not counted", async () => {
    const { tenant, catalogue, stage } = await changing();
    await stage("a.md");
    await stage("b.md");
    await world.put(tenant, CANARY_KEY, ["a canary sings"], [1, 0, 0], "old");
    expect(await catalogue.pipelines(tenant)).toMatchObject([{ documents: 2, staged: 2, failed: 0 }]);
    expect(await catalogue.switchPipelines(tenant, gentle)).toEqual(["docs"]);
  });

  test("a document that waits for the next pipeline already is not looked at more often, nor tried for ever", async () => {
    const { tenant, catalogue } = await changing();
    const claim = await world.claimOne(tenant, "a.md", "staging");
    const error = new FootnoteError("embedding_failed", "It does not answer.", { action: "Wait." });
    const { object } = newVersion(["old harbour a.md"], [1, 0, 0], world.now);
    const retryAt = new Date(world.now.getTime() + 60_000);
    await catalogue.fail(claim, { ...failed("embed", error, retryAt), object, pipeline: "new" });
    world.later(10);
    await catalogue.look(tenant, "docs", ["a.md"], "staging");
    expect(await catalogue.claim(tenant, ["docs"], LANES, 1)).toEqual([]);
    world.later(60);
    const [again] = await catalogue.claim(tenant, ["docs"], LANES, 1);
    if (again === undefined) throw new Error("nothing to claim");
    expect(again.attempt).toBe(2);
    await catalogue.look(tenant, "docs", ["a.md"], "staging");
    const made = newVersion(["new harbour a.md"], [1, 0, 0], world.now, "new");
    expect(await catalogue.stage(again, { ...made, object })).toBe(true);
    expect(await catalogue.claim(tenant, ["docs"], LANES, 1)).toEqual([]);
  });

  test("R1: a change that waits when its document becomes a dead letter by force is looked at all the same", async () => {
    const { tenant, catalogue } = await changing();
    const error = new FootnoteError("file_too_slow", "It takes too long.", { action: "Make it smaller." });
    const claim = await world.claimOne(tenant, "b.md", "staging");
    const { object } = newVersion(["old harbour b.md"], [1, 0, 0], world.now);
    await catalogue.fail(claim, { ...failed("parse", error), object, pipeline: "new" });
    await catalogue.look(tenant, "docs", ["b.md"], "change");
    await catalogue.switchPipelines(tenant, { force: true, resume: false });
    expect(await catalogue.claim(tenant, ["docs"], LANES, 1)).toMatchObject([{ key: "b.md" }]);
  });

  test("a rollback while another pipeline is built keeps what was built for it no longer than other versions", async () => {
    const { tenant, reader, catalogue, stage } = await changing();
    await stage("a.md");
    await stage("b.md");
    await catalogue.switchPipelines(tenant, gentle);
    await catalogue.configurePipeline(tenant, "docs", pipelineOf("newest"));
    const claim = await world.claimOne(tenant, "a.md", "staging");
    const newest = newVersion(["newest harbour a.md"], [1, 0, 0], world.now, "newest");
    const object = { ...newest.object, etag: claim.live?.etag ?? "" };
    expect(await catalogue.stage(claim, { ...newest, object })).toBe(true);
    expect(await catalogue.rollBackPipelines(tenant)).toEqual(["docs"]);
    await catalogue.orphans(tenant, { repair: true });
    world.later(KEEP_MILLISECONDS / 1000 + 1);
    await world.store.maintain();
    const span = { start: 0, end: 10 };
    await expect(
      world.store.passages.documentText(reader, claim.document, newest.version, span, 0),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  test("a rollback ends where two kept versions have the same etag", async () => {
    const { tenant, catalogue, stage } = await changing();
    for (const text of ["one", "two"]) {
      const claim = await world.claimOne(tenant, "a.md");
      const made = newVersion([`${text} harbour`], [1, 0, 0], world.now, "old");
      await catalogue.commit(claim, { ...made, object: { ...made.object, etag: "weak" } });
      world.later(1);
    }
    await stage("a.md");
    await stage("b.md");
    await catalogue.switchPipelines(tenant, gentle);
    expect(await catalogue.rollBackPipelines(tenant)).toEqual(["docs"]);
    expect(await catalogue.pipelines(tenant)).toMatchObject([{ serving: { id: "old" }, documents: 2 }]);
  });

  test("after a forced switch what is not built yet is still asked for by the model that embedded it", async () => {
    const { tenant, reader, catalogue } = await changing();
    const models = (asOf?: Date) => world.store.passages.models(reader, asOf);
    const { id, description } = pipelineOf("another");
    await catalogue.configurePipeline(tenant, "docs", { id, description: { ...description, model: "n" } });
    expect(await catalogue.switchPipelines(tenant, { force: true, resume: false })).toEqual(["docs"]);
    expect(await models()).toContain(CONFORMANCE_MODEL.id);
    const then = world.now;
    world.later(10);
    for (const key of ["a.md", "b.md"]) {
      const made = newVersion([`another harbour ${key}`], [1, 0, 0], world.now, id);
      await catalogue.commit(await world.claimOne(tenant, key), { ...made, model: "n" });
    }
    expect(await models()).toEqual(["n"]);
    expect(await models(then)).toContain(CONFORMANCE_MODEL.id);
  });
}
