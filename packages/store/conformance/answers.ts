import {
  type Answer,
  type AnswerEnd,
  type AnswerToKeep,
  type CachingStore,
  type CandidateBar,
  type DocumentVersion,
  FootnoteError,
  type Reader,
} from "@footnote/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CONFORMANCE_MODEL, failed, newVersion, type OpenStore, pipelineOf, World } from "./world.ts";

const KEY = { question: "when is high tide", recipe: "a recipe" };
/** Half of the fused score comes from each leg. What lies at [1, 0, 0] beats all, and UNRELATED is not even a hit. */
const BAR: CandidateBar = {
  fused: 0.4,
  lexical: { best: 100, least: 50, weight: 0.5 },
  dense: { best: 0.9, least: 0.5, weight: 0.5 },
};
const UNRELATED = [0, 1, 0];
/** A hit, and too far down to be a candidate. */
const DISTANT = [0.6, 0.8, 0];

/** R6: what every store that keeps answers promises of them. */
export function answerPromises(name: string, open: OpenStore<CachingStore>): void {
  describe(`R6: ${name} gives an answer again for as long as it would be given`, () => {
    const world = new World(open);
    beforeAll(() => world.open());
    afterAll(() => world.store.close());

    /** What is live for this reader, as a search that begins and ends at this moment would find it. */
    async function searched(
      reader: Reader,
    ): Promise<{ versions: DocumentVersion[]; lists: readonly string[]; moment: string }> {
      const { moment } = await world.store.answers.lookUp(reader, KEY);
      const { lists } = await world.resolve(reader);
      const page = { after: undefined, limit: 100, state: undefined };
      const { documents } = await world.store.passages.documents(reader, page);
      const versions = documents.flatMap(({ document, version }) =>
        version === null ? [] : [{ document, version }],
      );
      return { versions, lists, moment };
    }

    /** It cites the first of the documents that it rests on. */
    function answerFrom(
      found: Awaited<ReturnType<typeof searched>>,
      changed: Partial<AnswerToKeep> = {},
    ): AnswerToKeep {
      const citations = found.versions.slice(0, 1).map(({ document }) => ({ document }));
      return {
        key: KEY,
        question: "When is high tide?",
        answer: { status: "answered", citations, text: "At six." } as unknown as Answer,
        ...found,
        model: CONFORMANCE_MODEL,
        vector: Float32Array.from([1, 0, 0]),
        bar: BAR,
        cost: { milliseconds: 100 },
        keepMilliseconds: 60_000,
        ...changed,
      };
    }

    /** A tenant with two documents, and an answer that rests on both and cites the first by its key. */
    async function kept(changed: Partial<AnswerToKeep> = {}) {
      const { tenant, reader } = await world.newTenant();
      await world.put(tenant, "a tide.md", ["High tide is at six."]);
      await world.put(tenant, "b moon.md", ["The moon is full."]);
      const answer = answerFrom(await searched(reader), changed);
      expect(await world.store.answers.keep(reader, answer)).toBe(true);
      expect(await recall(reader)).toBe("At six.");
      return { tenant, reader, answer };
    }

    /** The answer's text, or why there is none any more. */
    async function recall(reader: Reader, key = KEY): Promise<string | AnswerEnd | undefined> {
      const { found, ended } = await world.store.answers.lookUp(reader, key);
      return found?.answer.text ?? ended;
    }

    test("what was kept is found by whoever sees the same lists, with what it cost", async () => {
      const { tenant, reader, answer } = await kept();
      const { found } = await world.store.answers.lookUp({ tenant, principals: ["guest", "staff"] }, KEY);
      expect(found).toMatchObject({
        answer: answer.answer,
        cost: { milliseconds: 100 },
        question: "When is high tide?",
        keptAt: world.now,
      });
      const { found: opened } = await world.store.answers.open(reader, found?.id ?? "0");
      expect(opened).toEqual(found);
    });

    test("another question, another recipe, another tenant and whoever sees other lists find nothing", async () => {
      const { tenant, reader } = await kept();
      const { answers, catalogue } = world.store;
      expect(await recall(reader, { ...KEY, question: "when is low tide" })).toBeUndefined();
      expect(await recall(reader, { ...KEY, recipe: "another" })).toBeUndefined();
      const strangers = [
        { tenant, principals: ["guest"] },
        { tenant, principals: [] },
        { tenant: "another", principals: ["staff"] },
      ];
      const { found } = await answers.lookUp(reader, KEY);
      for (const stranger of strangers) {
        expect(await recall(stranger)).toBeUndefined();
        expect((await answers.open(stranger, found?.id ?? "0")).found).toBeUndefined();
        expect(await near(stranger)).toEqual([]);
        expect(await answers.questions(stranger, KEY.recipe, 10)).toEqual([]);
      }
      await catalogue.attachBucket(tenant, { name: "board", folder: null, readers: ["board"] });
      expect(await recall({ tenant, principals: ["staff", "board"] })).toBeUndefined();
      expect(await recall(reader)).toBe("At six.");
    });

    const ends: readonly (readonly [string, (tenant: string) => Promise<unknown>])[] = [
      ["cites changes", (tenant) => world.put(tenant, "a tide.md", ["High tide is at seven."])],
      ["rests on changes", (tenant) => world.put(tenant, "b moon.md", ["The moon is new."])],
      [
        "rests on is deleted",
        async (tenant) => world.store.catalogue.remove(await world.claimOne(tenant, "b moon.md")),
      ],
      ["rests on is withdrawn", (tenant) => world.store.catalogue.withdraw(tenant, "docs", "b moon.md")],
      [
        "rests on becomes a dead letter",
        async (tenant) => {
          const error = new FootnoteError("file_corrupt", "It is broken.", { action: "Upload it again." });
          await world.store.catalogue.fail(await world.claimOne(tenant, "b moon.md"), failed("parse", error));
        },
      ],
    ];
    for (const [what, change] of ends)
      test(`it ends with the transaction in which what it ${what}`, async () => {
        const { tenant, reader } = await kept();
        await change(tenant);
        expect(await recall(reader)).toBe("changed");
        expect(await recall(reader)).toBeUndefined();
        expect((await world.store.answers.status(tenant)).ended.changed).toBe(1);
      });

    test("what a deleted document says is gone from what is kept in the transaction that deletes it", async () => {
      const { tenant } = await kept();
      await world.store.catalogue.withdraw(tenant, "docs", "a tide.md");
      expect((await world.store.answers.status(tenant)).entries).toBe(0);
      const other = await kept();
      await world.store.catalogue.remove(await world.claimOne(other.tenant, "a tide.md"));
      expect((await world.store.answers.status(other.tenant)).entries).toBe(0);
    });

    test("whoever may no longer read it finds nothing, and finds it again when they may", async () => {
      const { tenant, reader } = await kept();
      const { catalogue } = world.store;
      const board = { tenant, principals: ["board"] };
      await catalogue.attachBucket(tenant, { name: "docs", folder: null, readers: ["board"] });
      expect(await recall(reader)).toBeUndefined();
      expect(await recall(board)).toBe("At six.");
      await catalogue.detachBucket(tenant, "docs");
      expect(await recall(board)).toBeUndefined();
      await catalogue.attachBucket(tenant, { name: "docs", folder: null, readers: ["staff"] });
      expect(await recall(reader)).toBe("At six.");
    });

    test("a pipeline that is switched ends it, and one that is built beside does not", async () => {
      const { tenant, reader } = await world.newTenant();
      const { catalogue, answers } = world.store;
      await catalogue.configurePipeline(tenant, "docs", pipelineOf("old"));
      await world.put(tenant, "a tide.md", ["High tide is at six."], [1, 0, 0], "old");
      await answers.keep(reader, answerFrom(await searched(reader)));
      await catalogue.configurePipeline(tenant, "docs", pipelineOf("new"));
      const claim = await world.claimOne(tenant, "a tide.md", "staging");
      const next = newVersion(["High tide is at six."], [1, 0, 0], world.now, "new");
      await catalogue.stage(claim, { ...next, object: { ...next.object, etag: claim.live?.etag ?? "" } });
      expect(await recall(reader)).toBe("At six.");
      await catalogue.switchPipelines(tenant, { force: false, resume: false });
      expect(await recall(reader)).toBe("changed");
    });

    test("new evidence: what arrives and would be among the candidates, by its vector or by its words, ends it", async () => {
      const near = await kept();
      await world.put(near.tenant, "c new.md", ["Springs."], [1, 0, 0]);
      expect(await recall(near.reader)).toBe("arrived");
      // Nothing that was found knows any of the question's words.
      const words = await kept({ bar: { ...BAR, lexical: null } });
      await world.put(words.tenant, "c new.md", ["Of the tide."], UNRELATED);
      expect(await recall(words.reader)).toBe("arrived");
      const untold = await kept({ bar: null });
      await world.put(untold.tenant, "c new.md", ["Springs."], UNRELATED);
      expect(await recall(untold.reader)).toBe("arrived");
    });

    test("new evidence that arrives while the answer is made, before it is kept, ends it", async () => {
      const { tenant, reader } = await world.newTenant();
      await world.put(tenant, "a tide.md", ["High tide is at six."]);
      const answer = answerFrom(await searched(reader));
      await world.put(tenant, "c new.md", ["Springs."], [1, 0, 0]);
      await world.store.answers.keep(reader, answer);
      expect(await recall(reader)).toBe("arrived");
    });

    test("a document that begins to be readable for its reader is new evidence, too", async () => {
      const { tenant, reader } = await world.newTenant();
      await world.store.catalogue.attachBucket(tenant, { name: "board", folder: null, readers: ["board"] });
      await world.put(tenant, "a tide.md", ["High tide is at six."]);
      await world.store.answers.keep(reader, answerFrom(await searched(reader)));
      await world.store.catalogue.look(tenant, "board", ["c new.md"], "change");
      const [claim] = await world.store.catalogue.claim(tenant, ["board"], ["change"], 1);
      if (claim === undefined) throw new Error("nothing to claim");
      await world.store.catalogue.commit(claim, newVersion(["Springs."], [1, 0, 0], world.now));
      expect(await recall(reader)).toBe("At six.");
      await world.store.catalogue.attachBucket(tenant, { name: "board", folder: null, readers: ["staff"] });
      expect(await recall(reader)).toBeUndefined();
    });

    test("what was changed while the answer was made is not kept", async () => {
      const { tenant, reader } = await world.newTenant();
      await world.put(tenant, "a tide.md", ["High tide is at six."]);
      const answer = answerFrom(await searched(reader));
      await world.put(tenant, "a tide.md", ["High tide is at seven."]);
      expect(await world.store.answers.keep(reader, answer)).toBe(false);
    });

    test("what arrives and has nothing to do with it leaves it, however often", async () => {
      const { tenant, reader } = await kept();
      for (let at = 0; at < 15; at++) {
        await world.put(tenant, `c new ${at}.md`, [`Springs ${at}.`], UNRELATED);
        expect(await recall(reader)).toBe("At six.");
      }
    });

    test("where so many hits arrive that a search would count otherwise, it ends although none is a candidate", async () => {
      const { tenant, reader } = await kept();
      const answers = [];
      for (let at = 0; at < 12; at++) {
        await world.put(tenant, `c new ${at}.md`, [`Springs ${at}.`], DISTANT);
        answers.push(await recall(reader));
      }
      expect(answers.indexOf("arrived")).toBe(10);
    });

    test("what arrives is compared within bounds: more than that ends it", async () => {
      const { tenant, reader } = await kept();
      const springs = Array.from({ length: 401 }, (_, at) => `Springs ${at}.`);
      await world.put(tenant, "c new.md", springs, UNRELATED);
      expect(await recall(reader)).toBe("arrived");
    });

    test("a content that comes back is compared as if it had never been there", async () => {
      const { tenant, reader } = await kept();
      await world.put(tenant, "c new.md", ["Springs."], [1, 0, 0]);
      await world.put(tenant, "c new.md", ["Neaps."], UNRELATED);
      const found = await searched(reader);
      await world.store.answers.keep(reader, answerFrom({ ...found, versions: found.versions.slice(0, 2) }));
      expect(await recall(reader)).toBe("At six.");
      await world.put(tenant, "c new.md", ["Springs."], [1, 0, 0]);
      expect(await recall(reader)).toBe("arrived");
    });

    test("its time is an upper bound, and a clock that is set back does not make it longer", async () => {
      const late = await kept();
      world.later(61);
      expect(await recall(late.reader)).toBe("expired");
      const early = await kept();
      world.setClock(-3_600);
      expect(await recall(early.reader)).toBe("expired");
      world.setClock(3_600);
    });

    test("one that is kept later takes the place of the one before", async () => {
      const { reader, answer } = await kept();
      const { answers } = world.store;
      const newer = { ...answer.answer, text: "At six in the morning." };
      expect(await answers.keep(reader, { ...answer, answer: newer })).toBe(true);
      expect(await recall(reader)).toBe("At six in the morning.");
      expect((await answers.status(reader.tenant)).entries).toBe(1);
    });

    test("one that is longer than anything that is kept is not kept", async () => {
      const { reader, answer } = await kept();
      const long = { ...answer.answer, text: "a".repeat(300_000) };
      expect(await world.store.answers.keep(reader, { ...answer, answer: long })).toBe(false);
    });

    async function near(reader: Reader, recipe = KEY.recipe): Promise<string[]> {
      const vector = Float32Array.from([0.8, 0.6, 0]);
      const found = await world.store.answers.near(reader, recipe, CONFORMANCE_MODEL, vector, 2);
      return found.map(({ question, cosine }) => `${question} ${cosine.toFixed(1)}`);
    }

    test("near questions come nearest first, of the same recipe and of whoever sees the same", async () => {
      const { reader, answer } = await kept();
      const { answers } = world.store;
      const other = { ...answer, key: { ...KEY, question: "low tide" }, question: "Low tide?" };
      await answers.keep(reader, { ...other, vector: Float32Array.from([0, 1, 0]) });
      expect(await near(reader)).toEqual(["When is high tide? 0.8", "Low tide? 0.6"]);
      expect(await near(reader, "another")).toEqual([]);
    });

    test("the latest questions come oldest first, of the same recipe", async () => {
      const { reader, answer } = await kept();
      const { answers } = world.store;
      for (const question of ["Low tide?", "Neap tide?"])
        await answers.keep(reader, { ...answer, key: { ...KEY, question }, question });
      expect(await answers.questions(reader, KEY.recipe, 2)).toEqual(["Low tide?", "Neap tide?"]);
      expect(await answers.questions(reader, "another", 2)).toEqual([]);
    });

    test("what somebody calls wrong is not given again, and all of a tenant's can be forgotten", async () => {
      const { tenant, reader, answer } = await kept();
      const { answers } = world.store;
      const other = await kept();
      const { found } = await answers.lookUp(reader, KEY);
      await answers.end({ ...other.reader }, found?.id ?? "0", "wrong");
      expect(await recall(reader)).toBe("At six.");
      await answers.end(reader, found?.id ?? "0", "wrong");
      expect(await recall(reader)).toBeUndefined();
      await answers.keep(reader, answer);
      expect(await answers.clear(tenant)).toBe(1);
      expect(await recall(reader)).toBeUndefined();
      expect(await recall(other.reader)).toBe("At six.");
      expect((await answers.status(tenant)).ended.wrong).toBe(1);
    });

    test("what is counted is told: hits by layer, misses, and what they saved", async () => {
      const { tenant } = await world.newTenant();
      const { answers } = world.store;
      answers.count(tenant, "exact", { milliseconds: 100, tokens: { read: 10, written: 5 } });
      answers.count(tenant, "exact", { milliseconds: 50 });
      answers.count(tenant, "semantic", { milliseconds: 1 });
      answers.count(tenant, "miss");
      await answers.status(tenant);
      expect(await answers.status(tenant)).toMatchObject({
        hits: { exact: 2, semantic: 1 },
        misses: 1,
        saved: { milliseconds: 151, tokens: { read: 10, written: 5 } },
      });
    });

    test("a calibration holds for its tenant and model until it is taken back", async () => {
      const { tenant } = await world.newTenant();
      const { answers } = world.store;
      const found = {
        model: CONFORMANCE_MODEL.id,
        threshold: 0.93,
        calibratedAt: world.now,
        evidence: { pairs: 400 },
      };
      expect(await answers.calibration(tenant, found.model)).toBeUndefined();
      await answers.calibrate(tenant, found.model, found);
      expect(await answers.calibration(tenant, found.model)).toEqual(found);
      expect(await answers.calibration(tenant, "another")).toBeUndefined();
      expect(await answers.calibration("another", found.model)).toBeUndefined();
      await answers.calibrate(tenant, found.model, undefined);
      expect(await answers.calibration(tenant, found.model)).toBeUndefined();
    });
  });
}
