import { randomUUID } from "node:crypto";
import {
  CANARY_PRINCIPAL,
  type Change,
  FootnoteError,
  type Reader,
  type RecordedStore,
} from "@footnote/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failed, LANES, newVersion, type OpenStore, pipelineOf, World } from "./world.ts";

/** What a store promises of its record of changes. */
export function changePromises(name: string, open: OpenStore<RecordedStore>): void {
  describe(`${name} records every change of what readers may find`, () => {
    const world = new World(open);
    beforeAll(() => world.open());
    afterAll(() => world.store.close());

    for (const seed of [1, 2, 3])
      test(`folding the record gives exactly what is found, and by whom, after each of many steps (seed ${seed})`, async () => {
        const steps = new Steps(world, seed);
        await world.store.catalogue.attachBucket(steps.tenant, {
          name: "docs",
          folder: null,
          readers: ["staff"],
        });
        const follower = new Follower(world.store, steps.tenant);
        await follower.catchUp();
        for (let step = 0; step < 60; step++) {
          const before = await steps.truth();
          const did = await steps.next();
          const read = await follower.catchUp();
          const after = await steps.truth();
          expect(follower.readable(PRINCIPALS), `step ${step}: ${did}`).toEqual(after);
          if (JSON.stringify([...before]) !== JSON.stringify([...after]))
            expect(read.length, `step ${step}: ${did}`).toBeGreaterThan(0);
        }
      });

    test("what is counted as it changes is what counting anew gives, for every reader, after each of many steps", async () => {
      const steps = new Steps(world, 4);
      for (let step = 0; step < 80; step++) {
        const did = `step ${step}: ${await steps.next()}`;
        if (step % 20 === 19) await world.store.maintain();
        for (const principal of PRINCIPALS) {
          const reader: Reader = { tenant: steps.tenant, principals: [principal] };
          const page = { after: undefined, limit: 100, state: undefined };
          const { documents } = await world.store.passages.documents(reader, page);
          const counted = { live: 0, queued: 0, failed: 0, dead: 0, skipped: 0 };
          for (const { state } of documents) counted[state] += 1;
          expect((await world.store.passages.status(reader)).documents, did).toEqual(counted);
          const answerable = documents.filter(({ version }) => version !== null).length;
          expect(await world.store.passages.count(reader), did).toBe(answerable);
        }
        const { documents: listed } = await world.store.passages.documents(
          { tenant: steps.tenant, principals: PRINCIPALS },
          { after: undefined, limit: 100, state: undefined },
        );
        for (const { bucket, documents } of await world.store.catalogue.pipelines(steps.tenant)) {
          const own = listed.filter((row) => row.bucket === bucket && row.version !== null);
          if (own.length > 0) expect(documents, did).toBe(own.length);
        }
      }
    });

    test("what changes nothing that anybody finds is not recorded, and each change is recorded once", async () => {
      const { tenant } = await world.newTenant();
      const { catalogue } = world.store;
      const follower = new Follower(world.store, tenant);
      await world.put(tenant, "a.md", ["a tide"]);
      const put = await follower.catchUp();
      expect(put).toMatchObject([
        { kind: "list", principals: ["staff"] },
        { kind: "version", before: null },
      ]);
      await catalogue.confirm(
        await world.claimOne(tenant, "a.md"),
        newVersion(["a tide"], [1, 0, 0], world.now).object,
      );
      await catalogue.postpone(await world.claimOne(tenant, "a.md"), world.now);
      await catalogue.attachBucket(tenant, { name: "docs", folder: null, readers: ["staff"] });
      await world.store.maintain();
      expect(await follower.catchUp()).toEqual([]);
      await catalogue.withdraw(tenant, "docs", "a.md");
      expect(await follower.catchUp()).toMatchObject([{ kind: "version", after: null }]);
    });

    test("who may read is one change, however many documents that concerns", async () => {
      const { tenant, reader } = await world.newTenant();
      const follower = new Follower(world.store, tenant);
      for (const key of KEYS) await world.put(tenant, key, [`the tide of ${key}`]);
      const [, first] = await follower.catchUp();
      await world.store.catalogue.attachBucket(tenant, { name: "docs", folder: null, readers: ["board"] });
      expect(await follower.catchUp()).toMatchObject([
        { kind: "list", principals: [], list: first?.list },
        { kind: "list", principals: ["board"], list: first?.list },
      ]);
      expect(await world.store.passages.count(reader)).toBe(0);
      expect(await world.store.passages.count({ tenant, principals: ["board"] })).toBe(3);
    });

    test("what is staged is told before it is found", async () => {
      const { tenant } = await world.newTenant();
      const { catalogue } = world.store;
      const follower = new Follower(world.store, tenant);
      await catalogue.configurePipeline(tenant, "docs", pipelineOf("old"));
      const { version: old } = await world.put(tenant, "a.md", ["a tide"], [1, 0, 0], "old");
      await catalogue.configurePipeline(tenant, "docs", pipelineOf("new"));
      await follower.catchUp();
      const claim = await world.claimOne(tenant, "a.md", "staging");
      const made = newVersion(["a tide"], [1, 0, 0], world.now, "new");
      await catalogue.stage(claim, { ...made, object: { ...made.object, etag: claim.live?.etag ?? "" } });
      expect(await follower.catchUp()).toMatchObject([{ kind: "staged", before: null, after: made.version }]);
      await catalogue.switchPipelines(tenant, { force: false, resume: false });
      expect(await follower.catchUp()).toMatchObject([
        { kind: "version", before: old, after: made.version },
        { kind: "staged", before: made.version, after: null },
      ]);
    });

    test("a consumer goes on where it stopped, has what came after it began, and keeps what it has not passed", async () => {
      const { tenant } = await world.newTenant();
      const { changes } = world.store;
      expect(await changes.position("cache")).toBeUndefined();
      const begun = await changes.begin("cache");
      await world.put(tenant, "a.md", ["one"]);
      await world.put(tenant, "b.md", ["two"]);
      await new Follower(world.store, tenant).catchUp();
      await world.store.maintain();
      // What came just before it began may be there as well, where another session of the server was at work.
      const readAfter = async (position: string | undefined) =>
        (await changes.read(position, 100)).filter(
          (change) => change.tenant === tenant && change.kind === "version",
        );
      const [first, second, ...others] = await readAfter(begun);
      expect([first, second, others]).toMatchObject([{ after: "test-one" }, { after: "test-two" }, []]);
      await changes.advance("cache", first?.position ?? "");
      await world.store.maintain();
      expect(await changes.position("cache")).toBe(first?.position);
      expect(await readAfter(undefined)).toEqual([second]);
      // Late word of an earlier position takes nothing back.
      await changes.advance("cache", second?.position ?? "");
      await changes.advance("cache", begun);
      expect(await changes.position("cache")).toBe(second?.position);
      await world.store.maintain();
      expect(await readAfter(undefined)).toEqual([]);
      await changes.leave("cache");
      expect(await changes.position("cache")).toBeUndefined();
    });

    test("a position that is none is refused", async () => {
      for (const wrong of ["", "1", "1.2.3", "a.b", "1.-2", "9".repeat(30)])
        await expect(world.store.changes.read(wrong, 1)).rejects.toMatchObject({ code: "request_invalid" });
    });
  });
}

/** Applies the record as a consumer would. */
export class Follower {
  readonly #store: RecordedStore;
  readonly #tenant: string;
  readonly #documents = new Map<string, { readonly version: string; readonly list: string }>();
  readonly #lists = new Map<string, readonly string[]>();
  /** Of a tenant of its own, of which one reader comes and goes. */
  readonly #marks: string = `marks-${randomUUID()}`;
  #marksMade = 0;
  #marksRead = 0;
  #position: string | undefined;

  constructor(store: RecordedStore, tenant: string) {
    this.#store = store;
    this.#tenant = tenant;
  }

  /** What can be read since the last time: on a server that others use, too, not always the newest. */
  async follow(): Promise<Change[]> {
    const all: Change[] = [];
    for (;;) {
      const read = await this.#store.changes.read(this.#position, 7);
      for (const change of read) {
        if (change.tenant === this.#marks) this.#marksRead++;
        if (change.tenant === this.#tenant) this.#apply(change);
      }
      all.push(...read.filter(({ tenant }) => tenant === this.#tenant));
      this.#position = read.at(-1)?.position ?? this.#position;
      if (read.length < 7) return all;
    }
  }

  /** All that was committed before. */
  async catchUp(): Promise<Change[]> {
    await this.#mark();
    const all: Change[] = [];
    while (this.#marksRead < this.#marksMade) all.push(...(await this.follow()));
    return all;
  }

  #apply(change: Change): void {
    if (change.kind === "list") this.#lists.set(change.list, change.principals);
    if (change.kind === "list" || change.kind === "staged" || change.kind === "problem") return;
    const { document, before, after, list } = change;
    expect(before, "each change begins where the one before it ended").toBe(
      this.#documents.get(document)?.version ?? null,
    );
    if (after === null) this.#documents.delete(document);
    else this.#documents.set(document, { version: after, list });
  }

  /** What somebody may find. */
  found(): ReadonlyMap<string, string> {
    const found = [...this.#documents].filter(([, { list }]) => this.#readersOf(list).length > 0);
    return new Map(found.map(([document, { version }]) => [document, version]));
  }

  /** The same, with who of these may. */
  readable(principals: readonly string[]): Map<string, { version: string; readers: string[] }> {
    const found = new Map<string, { version: string; readers: string[] }>();
    for (const [document, { version, list }] of this.#documents) {
      const readers = principals.filter((principal) => this.#readersOf(list).includes(principal));
      if (readers.length > 0) found.set(document, { version, readers });
    }
    return found;
  }

  #readersOf(list: string): readonly string[] {
    return this.#lists.get(list) ?? [];
  }

  /** One change more. */
  async #mark(): Promise<void> {
    const { catalogue } = this.#store;
    if (this.#marksMade++ % 2 === 1) return catalogue.detachBucket(this.#marks, "docs");
    await catalogue.attachBucket(this.#marks, { name: "docs", folder: null, readers: ["staff"] });
  }
}

const PRINCIPALS = ["staff", "board", CANARY_PRINCIPAL];
const KEYS = ["a.md", "b.md", "c.md"];
const PIPELINES = ["old", "new", "newer"];

/** Everything that can change what is found, in an order that the seed decides. */
class Steps {
  readonly #world: World<RecordedStore>;
  readonly tenant: string;
  #state: number;

  constructor(world: World<RecordedStore>, seed: number) {
    this.#world = world;
    this.#state = seed;
    this.tenant = `steps-${seed}`;
  }

  /** What each principal finds, asked for by reading. */
  async truth(): Promise<Map<string, { version: string; readers: string[] }>> {
    const found = new Map<string, { version: string; readers: string[] }>();
    for (const principal of PRINCIPALS) {
      const reader: Reader = { tenant: this.tenant, principals: [principal] };
      const page = { after: undefined, limit: 100, state: undefined };
      for (const { document, version } of (await this.#world.store.passages.documents(reader, page))
        .documents) {
        if (version === null) continue;
        const known = found.get(document);
        if (known === undefined) found.set(document, { version, readers: [principal] });
        else known.readers.push(principal);
      }
    }
    return found;
  }

  async next(): Promise<string> {
    this.#world.later(1);
    const { catalogue } = this.#world.store;
    const key = this.#oneOf(KEYS);
    const step = this.#oneOf([
      "attach",
      "detach",
      "put",
      "put",
      "put",
      "stage",
      "stage",
      "configure",
      "switch",
      "back",
      "gone",
      "withdraw",
      "dead",
    ]);
    if (step === "attach") {
      const bucket = this.#oneOf(["docs", "docs", "other"]);
      const readers = PRINCIPALS.slice(0, 2).filter(() => this.#random() < 0.7);
      await catalogue.attachBucket(this.tenant, { name: bucket, folder: null, readers });
      return `${step} ${bucket} for ${readers}`;
    }
    if (step === "detach") {
      const bucket = this.#oneOf(["docs", "other"]);
      await catalogue.detachBucket(this.tenant, bucket);
      return `${step} ${bucket}`;
    }
    if (step === "configure") {
      const id = this.#oneOf(PIPELINES);
      await catalogue.configurePipeline(this.tenant, "docs", pipelineOf(id));
      return `${step} ${id}`;
    }
    if (step === "switch")
      await catalogue.switchPipelines(this.tenant, {
        force: this.#random() < 0.5,
        resume: this.#random() < 0.5,
      });
    if (step === "back") await catalogue.rollBackPipelines(this.tenant);
    if (step === "withdraw") await catalogue.withdraw(this.tenant, "docs", key);
    if (step === "put" || step === "stage" || step === "gone" || step === "dead") await this.#work(step, key);
    return `${step} ${key}`;
  }

  async #work(step: "put" | "stage" | "gone" | "dead", key: string): Promise<void> {
    const { catalogue } = this.#world.store;
    await catalogue.look(this.tenant, "docs", [key], "change");
    for (const claim of await catalogue.claim(this.tenant, ["docs"], LANES, 10)) {
      const { serving, next } = claim.pipelines;
      const isStaged = step === "stage" && next !== undefined && claim.live !== undefined;
      const made = newVersion(
        [`text ${this.#oneOf(["1", "2"])}`],
        [1, 0, 0],
        this.#world.now,
        isStaged ? next : serving || "old",
      );
      if (claim.key !== key) await catalogue.postpone(claim, this.#world.now);
      else if (step === "gone") await catalogue.remove(claim);
      else if (step === "dead") {
        const error = new FootnoteError("file_corrupt", "It is broken.", { action: "Upload it again." });
        await catalogue.fail(claim, {
          ...failed("parse", error),
          object: made.object,
          pipeline: this.#oneOf([serving, next ?? serving]),
        });
      } else if (isStaged)
        await catalogue.stage(claim, { ...made, object: { ...made.object, etag: claim.live?.etag ?? "" } });
      else await catalogue.commit(claim, made);
    }
  }

  /** Mulberry32: uniform in [0, 1). */
  #random(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  #oneOf<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#random() * items.length)] as Item;
  }
}
