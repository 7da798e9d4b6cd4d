import {
  type CachingStore,
  type DocumentChange,
  FootnoteError,
  type WebhookSubscription,
} from "@footnote/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failed, newVersion, type OpenStore, pipelineOf, World } from "./world.ts";

/** What webhooks are to be told, kept until it is. */
export function webhookPromises(name: string, open: OpenStore<CachingStore>): void {
  describe(`${name} keeps what webhooks are to be told`, () => {
    const world = new World(open);
    beforeAll(() => world.open());
    afterAll(() => world.store.close());
    const queue = () => world.store.webhooks;
    const broken = () =>
      failed("parse", new FootnoteError("file_corrupt", "It is torn.", { action: "Save it anew." }));

    let endpoints = 0;
    /** An endpoint of a tenant of its own, and a way to queue for it all that changed there since. */
    async function endpoint(settings: Partial<WebhookSubscription> = {}) {
      const { tenant, reader } = await world.newTenant();
      const subscription: WebhookSubscription = {
        name: `endpoint-${++endpoints}`,
        events: ["document.answerable", "document.needs_attention"],
        buckets: undefined,
        reader,
        ...settings,
      };
      const begun = await world.store.changes.begin(subscription.name);
      /** @param expected how many changes of documents there are; other sessions of a server may delay what can be read */
      const collect = async (expected: number) => {
        for (;;) {
          const read = await world.store.changes.read(begun, 1_000);
          const own = read.filter(
            (change): change is DocumentChange => change.tenant === tenant && change.kind !== "list",
          );
          if (own.length >= expected) return queue().add(subscription, own);
        }
      };
      const claim = () => queue().claim(subscription, 10, 60_000);
      return { tenant, reader, subscription, collect, claim };
    }

    test("a version that goes live, and what needs somebody, each once, however often it is read", async () => {
      const { tenant, collect, claim } = await endpoint();
      const { version } = await world.put(tenant, "a.md", ["a tide"]);
      await world.store.catalogue.fail(await world.claimOne(tenant, "b.md"), broken());
      await collect(2);
      await collect(2);
      expect(await claim()).toMatchObject([
        {
          event: "document.answerable",
          subject: version,
          attempts: 1,
          about: { bucket: "docs", key: "a.md", reason: null },
        },
        {
          event: "document.needs_attention",
          subject: "file_corrupt",
          about: { key: "b.md", title: null, reason: expect.stringContaining("It is torn.") },
        },
      ]);
      // They are somebody's for now.
      expect(await claim()).toEqual([]);
    });

    test("what is tried again, only holds nothing to read, or is read in by another pipeline tells nothing", async () => {
      const { tenant, collect, claim } = await endpoint();
      const { catalogue } = world.store;
      await catalogue.configurePipeline(tenant, "docs", pipelineOf("old"));
      const put = await world.put(tenant, "a.md", ["a tide"], [1, 0, 0], "old");
      await catalogue.configurePipeline(tenant, "docs", pipelineOf("new"));
      const staging = await world.claimOne(tenant, "a.md", "staging");
      const made = newVersion(["a tide"], [1, 0, 0], world.now, "new");
      await catalogue.stage(staging, { ...made, object: put.object });
      await catalogue.switchPipelines(tenant, { force: false, resume: false });
      const empty = new FootnoteError("file_empty", "It is empty.", { action: "Write something." });
      await catalogue.fail(await world.claimOne(tenant, "empty.md"), failed("parse", empty));
      const away = new FootnoteError("object_unreadable", "It is away.", { action: "Wait." });
      const later = new Date(world.now.getTime() + 60_000);
      await catalogue.fail(await world.claimOne(tenant, "away.md"), failed("fetch", away, later));
      await collect(5);
      expect((await claim()).map(({ event, subject }) => [event, subject])).toEqual([
        ["document.answerable", put.version],
      ]);
    });

    test("S1: nothing of what its reader may not read when it is told, of another bucket, or of another event", async () => {
      const { tenant, collect, claim } = await endpoint({
        events: ["document.answerable"],
        buckets: ["docs"],
      });
      await world.put(tenant, "a.md", ["a tide"]);
      await world.store.catalogue.fail(await world.claimOne(tenant, "b.md"), broken());
      await collect(2);
      await world.store.catalogue.attachBucket(tenant, { name: "docs", folder: null, readers: ["board"] });
      expect(await claim()).toMatchObject([{ event: "document.answerable", about: undefined }]);
      const elsewhere = await endpoint({ buckets: ["plans"] });
      await world.put(elsewhere.tenant, "a.md", ["a tide"]);
      await elsewhere.collect(1);
      expect(await elsewhere.claim()).toEqual([]);
    });

    test("what failed is due again, until it is delivered or given up; then it can be told again", async () => {
      const { tenant, subscription, collect, claim } = await endpoint();
      await world.put(tenant, "a.md", ["a tide"]);
      await collect(1);
      const [first] = await claim();
      const id = first?.id ?? "";
      const failure = { outcome: "failed", status: 500, trouble: "It answered 500." } as const;
      await queue().settle(id, { ...failure, again: 0 });
      expect(await claim()).toMatchObject([{ id, attempts: 2 }]);
      await queue().settle(id, { ...failure, again: null });
      expect(await claim()).toEqual([]);
      expect(await queue().counts(subscription.name)).toEqual({
        waiting: 0,
        delivered: 0,
        failed: 1,
        withheld: 0,
      });
      expect(await queue().replay(subscription.name, { failed: true })).toBe(1);
      expect(await claim()).toMatchObject([{ id, attempts: 1 }]);
      await queue().settle(id, { outcome: "delivered", status: 204 });
      expect(await queue().replay(subscription.name, { failed: true })).toBe(0);
      expect(await queue().replay("another", { id })).toBe(0);
      expect(await queue().replay(subscription.name, { since: new Date(0) })).toBe(1);
      expect(await queue().waiting(subscription.name)).toBe(1);
    });

    test("they are listed newest first, page by page, by state", async () => {
      const { tenant, subscription, collect, claim } = await endpoint();
      for (const key of ["a.md", "b.md", "c.md"]) await world.put(tenant, key, [`the tide of ${key}`]);
      await collect(3);
      const claimed = await claim();
      const ids = claimed.map(({ id }) => id).reverse();
      const page = { state: undefined, before: undefined, limit: 2 };
      const first = await queue().list(subscription.name, page);
      expect(first.deliveries.map(({ id }) => id)).toEqual(ids.slice(0, 2));
      const second = await queue().list(subscription.name, { ...page, before: first.next ?? "" });
      expect([second.deliveries.map(({ id }) => id), second.next]).toEqual([ids.slice(2), null]);
      await queue().settle(ids[0] ?? "", { outcome: "withheld" });
      const withheld = await queue().list(subscription.name, { ...page, state: "withheld" });
      expect(withheld.deliveries).toMatchObject([{ id: ids[0], state: "withheld", dueAt: null }]);
      await world.store.maintain();
      expect((await queue().list(subscription.name, page)).deliveries).toHaveLength(2);
    });
  });
}
