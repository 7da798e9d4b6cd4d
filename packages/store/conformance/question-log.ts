import { randomUUID } from "node:crypto";
import type {
  Answer,
  AnswerStatus,
  Asker,
  Citation,
  Feedback,
  NewQuestion,
  Reader,
  RecordedStore,
} from "@footnote/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newVersion, type OpenStore, World } from "./world.ts";

const UNHELPFUL: Feedback = { helpful: false, reason: "outdated", comment: "It is 30 days now." };
const DAY_MILLISECONDS = 24 * 60 * 60_000;

/** What a store promises of the questions that it keeps. */
export function questionPromises(name: string, open: OpenStore<RecordedStore>): void {
  describe(`${name} keeps questions`, () => {
    const world = new World(open);
    beforeAll(() => world.open());
    afterAll(() => world.store.close());
    const log = () => world.store.questions;
    const page = { holding: "", before: undefined, limit: 10 };
    const newest = { before: undefined, limit: 10 };

    /** A tenant with a bucket for everyone and one for hr, and who asks in it. */
    async function company() {
      const { tenant } = await world.newTenant(["everyone"]);
      await world.store.catalogue.attachBucket(tenant, { name: "hr", folder: null, readers: ["hr"] });
      const ann: Asker = { tenant, subject: "ann" };
      const everyone: Reader = { tenant, principals: ["everyone"] };
      return {
        tenant,
        ann,
        ben: { tenant, subject: "ben" },
        everyone,
        hr: { tenant, principals: ["everyone", "hr"] },
      };
    }

    async function put(tenant: string, bucket: string, key: string, text: string) {
      await world.store.catalogue.look(tenant, bucket, [key], "change");
      const [claim] = await world.store.catalogue.claim(tenant, [bucket], ["change"], 1);
      if (claim === undefined) throw new Error("nothing to claim");
      const { version } = newVersion([text], [1, 0, 0], world.now);
      await world.store.catalogue.commit(claim, newVersion([text], [1, 0, 0], world.now));
      return { document: claim.document, version, chunk: randomUUID() };
    }
    type Source = Awaited<ReturnType<typeof put>>;

    function asked(
      question: string,
      {
        status = "not_found",
        cites = [],
        found = cites,
        ...more
      }: Partial<NewQuestion> & {
        status?: AnswerStatus;
        cites?: readonly Source[];
        found?: readonly Source[];
      } = {},
    ): NewQuestion {
      const citations = cites.map(({ document, version }) => ({ document, version })) as Citation[];
      const answer: Answer = {
        status,
        parts: citations.length === 0 ? [] : [{ blocks: [], text: "As it says", citations }],
        text: "As it says",
        citations,
        unknown: [],
        searched: {
          documents: 1,
          passages: 1,
          found: found.map(({ document, version, chunk }) => ({ document, version, chunk })),
        },
      };
      const id = randomUUID();
      return {
        id,
        conversation: id,
        question,
        asOf: undefined,
        within: undefined,
        answer,
        milliseconds: 12,
        ...more,
      };
    }
    const keep = async (asker: Asker, question: NewQuestion) => {
      world.later(1);
      await log().keep(asker, question);
      return question;
    };

    test("a conversation is listed and opened again with its answers, by its asker and by nobody else", async () => {
      const { tenant, ann, ben } = await company();
      const source = await put(tenant, "docs", "leave.md", "28 days");
      const first = await keep(ann, asked("How much leave?", { status: "answered", cites: [source] }));
      const { conversation } = first;
      await keep(ann, asked("And abroad?", { conversation }));
      await keep(ann, asked("Who locks up?"));
      const { conversations } = await log().conversations(ann, page);
      expect(conversations).toMatchObject([
        { question: "Who locks up?", questions: 1 },
        { conversation, question: "How much leave?", questions: 2, isShared: false },
      ]);
      const { questions } = await log().conversation(ann, conversation);
      expect(questions.map(({ question }) => question)).toEqual(["How much leave?", "And abroad?"]);
      expect(questions[0]).toMatchObject({
        id: first.id,
        status: "answered",
        answer: { parts: [{ text: "As it says" }] },
      });
      expect(await log().conversations(ben, page)).toEqual({ conversations: [], next: null });
      await expect(log().conversation(ben, conversation)).rejects.toMatchObject({ code: "not_found" });
      await expect(log().judge(ben, first.id, UNHELPFUL)).rejects.toMatchObject({ code: "not_found" });
      await expect(log().share(ben, conversation)).rejects.toMatchObject({ code: "not_found" });
      await log().forget(ben, conversation);
      await log().forget(ben, "all");
      expect((await log().conversations(ann, page)).conversations).toHaveLength(2);
    });

    test("conversations are found by words of any of their questions, and come page by page", async () => {
      const { ann } = await company();
      for (const question of ["Who pays 50% of it?", "Where is the key?", "When is lunch?"])
        await keep(ann, asked(question));
      const holding = async (words: string) =>
        (await log().conversations(ann, { ...page, holding: words })).conversations.map(
          ({ question }) => question,
        );
      expect(await holding("THE KEY")).toEqual(["Where is the key?"]);
      expect(await holding("50%")).toEqual(["Who pays 50% of it?"]);
      expect(await holding("_")).toEqual([]);
      const first = await log().conversations(ann, { ...page, limit: 2 });
      expect(first.conversations.map(({ question }) => question)).toEqual([
        "When is lunch?",
        "Where is the key?",
      ]);
      const rest = await log().conversations(ann, { ...page, before: first.next ?? undefined });
      expect(rest).toMatchObject({ conversations: [{ question: "Who pays 50% of it?" }], next: null });
    });

    test("a follow-up finds its conversation by the question before it; the same asked again stands once", async () => {
      const { ann, ben } = await company();
      const { conversation } = await keep(ann, asked("How do I claim expenses?"));
      const goesOnIn = (question: string, after?: string) => log().conversationOf(ann, { question, after });
      expect(await goesOnIn("Until when?", "how do I claim  expenses")).toBe(conversation);
      expect(await goesOnIn("how do I claim expenses")).toBe(conversation);
      expect(await goesOnIn("Until when?")).toBeUndefined();
      expect(
        await log().conversationOf(ben, { question: "How do I claim expenses?", after: undefined }),
      ).toBeUndefined();
      await keep(ann, asked("Until when?", { conversation }));
      await keep(ann, asked("How do I claim expenses?", { conversation }));
      expect((await log().conversation(ann, conversation)).questions.map(({ question }) => question)).toEqual(
        ["Until when?", "How do I claim expenses?"],
      );
    });

    test("what was forgotten is gone, with what was said of it", async () => {
      const { ann, everyone } = await company();
      const { conversation, id } = await keep(ann, asked("Where is the key?"));
      await log().judge(ann, id, UNHELPFUL);
      await log().forget(ann, conversation);
      expect((await log().conversations(ann, page)).conversations).toEqual([]);
      expect((await log().unanswered(everyone, newest)).questions).toEqual([]);
    });

    test("R5: an answer goes with the first of the versions that it cites, its question stays", async () => {
      const { tenant, ann } = await company();
      const source = await put(tenant, "docs", "leave.md", "28 days");
      const { conversation } = await keep(
        ann,
        asked("How much leave?", { status: "answered", cites: [source] }),
      );
      await world.store.catalogue.withdraw(tenant, "docs", "leave.md");
      const [claim] = await world.store.catalogue.claim(tenant, ["docs"], ["change"], 1);
      if (claim === undefined) throw new Error("nothing to claim");
      await world.store.catalogue.remove(claim);
      expect(await log().conversation(ann, conversation)).toMatchObject({
        questions: [{ question: "How much leave?", status: "answered", answer: null }],
      });
      // It was gone while the question was answered.
      const late = await keep(
        ann,
        asked("How much leave is there?", { status: "answered", cites: [source] }),
      );
      expect(await log().conversation(ann, late.conversation)).toMatchObject({
        questions: [{ question: "How much leave is there?", status: "answered", answer: null }],
      });
    });

    test("what is shared is what was asked by then, of one tenant, until it is shared no more", async () => {
      const { tenant, ann } = await company();
      const { conversation } = await keep(ann, asked("Where is the key?"));
      const token = await log().share(ann, conversation);
      await keep(ann, asked("And my salary?", { conversation }));
      const questions = async () => (await log().shared(tenant, token)).map(({ question }) => question);
      expect(await questions()).toEqual(["Where is the key?"]);
      // As a page does that is loaded anew.
      await keep(ann, asked("Where is the key?", { conversation }));
      expect(await questions()).toEqual(["Where is the key?"]);
      await expect(log().shared("another", token)).rejects.toMatchObject({ code: "not_found" });
      expect((await log().conversations(ann, page)).conversations).toMatchObject([{ isShared: true }]);
      expect(await log().share(ann, conversation)).toBe(token);
      expect(await questions()).toEqual(["Where is the key?", "And my salary?", "Where is the key?"]);
      await log().unshare(ann, conversation);
      await expect(log().shared(tenant, token)).rejects.toMatchObject({ code: "not_found" });
      expect(await log().share(ann, conversation)).not.toBe(token);
    });

    test("the same question asked in vain is one, counted, with what came closest and what was said", async () => {
      const { tenant, ann, ben, everyone } = await company();
      const near = await put(tenant, "docs", "leave.md", "28 days");
      await keep(ann, asked("Is there a gym?", { found: [near] }));
      await keep(ben, asked("is there a GYM", { status: "closest", cites: [near] }));
      await keep(ann, asked("How much leave?", { status: "answered", cites: [near] }));
      const wrong = await keep(ben, asked("How much leave?", { status: "answered", cites: [near] }));
      await log().judge(ben, wrong.id, UNHELPFUL);
      const { questions } = await log().unanswered(everyone, newest);
      expect(questions).toMatchObject([
        {
          question: "How much leave?",
          times: 1,
          people: 1,
          outcomes: { closest: 0, nothing: 0, unhelpful: 1 },
          feedback: [{ ...UNHELPFUL, at: expect.any(String) }],
          closest: [{ key: "leave.md", title: "A title" }],
        },
        {
          question: "is there a GYM",
          times: 2,
          people: 2,
          outcomes: { closest: 1, nothing: 1, unhelpful: 0 },
        },
      ]);
      await log().judge(ben, wrong.id, null);
      expect((await log().unanswered(everyone, newest)).questions).toHaveLength(1);
      const first = await log().unanswered(everyone, { ...newest, limit: 1 });
      expect(
        (await log().unanswered(everyone, { ...newest, before: first.questions[0]?.at })).questions,
      ).toEqual([]);
    });

    test("what was answered since is not listed, and what is settled is not until it is asked in vain again", async () => {
      const { tenant, ann, ben, everyone } = await company();
      const near = await put(tenant, "docs", "gym.md", "a gym");
      const open = async () =>
        (await log().unanswered(everyone, newest)).questions.map(({ question }) => question);
      await keep(ann, asked("Is there a gym?"));
      await keep(ann, asked("Is there a pool?"));
      await keep(ben, asked("Is there a gym?", { status: "answered", cites: [near] }));
      expect(await open()).toEqual(["Is there a pool?"]);
      const [pool] = (await log().unanswered(everyone, newest)).questions;
      await log().settle({ ...everyone, tenant: "another" }, [pool?.same ?? ""]);
      expect(await open()).toEqual(["Is there a pool?"]);
      await log().settle(everyone, [pool?.same ?? ""]);
      expect(await open()).toEqual([]);
      await keep(ben, asked("Is there a pool?"));
      expect(await open()).toEqual(["Is there a pool?"]);
    });

    test("S1: a question that rests on what one may not read is not listed, counted or settled, also once that is gone", async () => {
      const { tenant, ann, everyone, hr } = await company();
      const open = await put(tenant, "docs", "leave.md", "28 days");
      const secret = await put(tenant, "hr", "pay.md", "412,345 pounds");
      await keep(
        ann,
        asked("Who earns 412,345?", { status: "closest", cites: [open], found: [secret, open] }),
      );
      const judged = await keep(
        ann,
        asked("What is the pay?", { status: "answered", cites: [secret], found: [open] }),
      );
      await log().judge(ann, judged.id, UNHELPFUL);
      const seen = async (reader: Reader) => (await log().unanswered(reader, newest)).questions;
      expect(await seen(everyone)).toEqual([]);
      const all = await seen(hr);
      expect(all.map(({ question }) => question)).toEqual(["What is the pay?", "Who earns 412,345?"]);
      await log().settle(
        everyone,
        all.map(({ same }) => same),
      );
      expect(await seen(hr)).toHaveLength(2);
      await world.store.catalogue.withdraw(tenant, "hr", "pay.md");
      expect(await seen(everyone)).toEqual([]);
    });

    test("an answer that was given again and is wrong is named, with how near its question lay, and each asker counts for a few", async () => {
      const { ann, ben, tenant } = await company();
      const given = { answer: randomUUID(), cosine: 0.75 };
      const wrong: Feedback = { helpful: false, reason: "wrong", comment: "" };
      const first = await keep(ann, asked("How much leave?", { given }));
      expect(await log().judge(ann, first.id, { ...wrong, reason: "incomplete" })).toBe(given.answer);
      expect(await log().wrongHits(tenant)).toEqual([]);
      await log().judge(ann, first.id, wrong);
      expect(await log().wrongHits(tenant)).toEqual([0.75]);
      const again = await keep(ann, asked("How much leave is there?", { given }));
      await log().judge(ann, again.id, wrong);
      const same = await keep(ben, asked("How much leave?", { given: { ...given, cosine: null } }));
      expect(await log().judge(ben, same.id, wrong)).toBe(given.answer);
      const own = await keep(ben, asked("Who locks up?"));
      expect(await log().judge(ben, own.id, wrong)).toBeUndefined();
      expect(await log().wrongHits(tenant)).toEqual([0.75]);
      for (let at = 0; at < 11; at++) {
        const one = await keep(
          ben,
          asked(`Question ${at}?`, { given: { answer: randomUUID(), cosine: 0.5 } }),
        );
        await log().judge(ben, one.id, wrong);
      }
      expect(await log().wrongHits(tenant)).toEqual([...Array<number>(10).fill(0.5), 0.75]);
      await log().judge(ann, first.id, null);
      await log().judge(ann, again.id, null);
      expect(await log().wrongHits(tenant)).toHaveLength(10);
    });

    test("one asker judges no more than a hundred answers in an hour", async () => {
      const { ann } = await company();
      const questions = Array.from({ length: 101 }, (_, at) => asked(`Question ${at}?`));
      for (const question of questions) await log().keep(ann, question);
      for (const { id } of questions.slice(0, 100)) await log().judge(ann, id, UNHELPFUL);
      const last = questions[100]?.id ?? "";
      await expect(log().judge(ann, last, UNHELPFUL)).rejects.toMatchObject({ code: "overloaded" });
      world.later(3_601);
      await log().judge(ann, last, UNHELPFUL);
    });

    test("a sample of what was asked lately, without what the reader may not know of, and what was reviewed", async () => {
      const { tenant, ann, everyone, hr } = await company();
      const open = await put(tenant, "docs", "leave.md", "28 days");
      const secret = await put(tenant, "hr", "pay.md", "5,000");
      const early = await keep(ann, asked("Who locks up?", { status: "answered", cites: [open] }));
      world.later(3 * 24 * 3_600);
      const late = await keep(ann, asked("How much leave?", { status: "answered", cites: [open] }));
      const ofHr = await keep(ann, asked("How much pay?", { status: "answered", cites: [secret] }));
      const idsOf = async (reader: Reader, from: number, until: number) =>
        (await log().liveAnswers(reader, { from, until, limit: 10 })).map(({ id }) => id).toSorted();
      expect(await idsOf(everyone, 1, 0)).toEqual([late.id]);
      expect(await idsOf(hr, 1, 0)).toEqual([late.id, ofHr.id].toSorted());
      expect(await idsOf(everyone, 5, 1)).toEqual([early.id]);
      expect(await log().liveAnswers(hr, { from: 5, until: 0, limit: 2 })).toHaveLength(2);
      await log().review(everyone, [late.id, ofHr.id]);
      const reviewed = await log().liveAnswers(hr, { from: 1, until: 0, limit: 10 });
      expect(reviewed.find(({ id }) => id === late.id)).toMatchObject({ isReviewed: true, milliseconds: 12 });
      expect(reviewed.find(({ id }) => id === ofHr.id)).toMatchObject({ isReviewed: false });
    });

    test("a question is forgotten when it was kept for its time, however the clock was set meanwhile", async () => {
      const { ann } = await company();
      await keep(ann, asked("An old one?"));
      world.later(DAY_MILLISECONDS / 1000);
      world.setClock(365 * 24 * 60 * 60);
      await keep(ann, asked("A new one?"));
      await log().trim(2 * DAY_MILLISECONDS);
      expect((await log().conversations(ann, page)).conversations).toHaveLength(2);
      await log().trim(DAY_MILLISECONDS / 2);
      expect((await log().conversations(ann, page)).conversations).toMatchObject([
        { question: "A new one?" },
      ]);
      await log().trim(0);
      world.setClock(-365 * 24 * 60 * 60);
    });
  });
}
