import type { RecordedStore } from "@footnote/contracts";
import type { Client } from "pg";
import { expect, inject, test } from "vitest";
import { Follower } from "../../packages/store/conformance/changes.ts";
import { documentId } from "../../packages/store/postgres/connection/identifier.ts";
import { Random } from "../integrity/simulation/random.ts";
import { newDatabase } from "./database.ts";
import { openSession, openStore, put, READER, TENANT, versionOf } from "./stores.ts";

const KEYS = ["a.md", "b.md", "c.md", "d.md"];
const STEPS = 150;

/** A transaction that a test holds open. */
class Session {
  readonly #client: Client;
  isOpen = false;
  /** Documents whose rows it has locked. */
  readonly touched = new Set<string>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** Takes its place in the order of transactions; documents it locks later, or never. */
  async begin(): Promise<void> {
    await this.#client.query("BEGIN");
    await this.#client.query("SELECT pg_current_xact_id()");
    this.isOpen = true;
  }

  async goLive(key: string, version: string | null): Promise<void> {
    this.touched.add(key);
    await this.#client.query("UPDATE document SET live_version = $2 WHERE id = $1", [
      documentId(TENANT, "docs", key),
      version,
    ]);
  }

  async end(how: "COMMIT" | "ROLLBACK"): Promise<void> {
    await this.#client.query(how);
    this.isOpen = false;
    this.touched.clear();
  }

  close(): Promise<void> {
    return this.#client.end();
  }
}

/** What is found, by reading. */
async function truth(store: RecordedStore): Promise<Map<string, string>> {
  const page = { after: undefined, limit: 100, state: undefined };
  const { documents } = await store.passages.documents(READER, page);
  return new Map(
    documents.flatMap(({ document, version }) => (version === null ? [] : [[document, version]])),
  );
}

/**
 * A random history of three transactions that are open at once and of two stores. Until all are over a follower may lag, but
 * it is never at a state of a document that was never committed, and never goes back; when they are, it knows exactly what is
 * found.
 */
async function history(seed: number): Promise<void> {
  const random = new Random(seed);
  const url = await newDatabase(inject("postgres"));
  const [one, other] = [await openStore(url), await openStore(url)];
  for (const key of KEYS) await put(one, key, versionOf([`first ${key}`]));
  const sessions: Session[] = [];
  for (let index = 0; index < 3; index++) sessions.push(new Session(await openSession(url)));
  const follower = new Follower(one, TENANT);
  await follower.catchUp();

  /** By document, what was committed, in that order, from what the follower was at last. */
  const committed = new Map<string, (string | null)[]>();
  const note = async () => {
    const now = await truth(one);
    for (const key of KEYS) {
      const id = documentId(TENANT, "docs", key);
      const states = committed.get(id) ?? [];
      const state = now.get(id) ?? null;
      if (states.length === 0 || states.at(-1) !== state) states.push(state);
      committed.set(id, states);
    }
  };
  await note();

  const isLocked = (key: string) => sessions.some(({ touched }) => touched.has(key));
  let isAttached = true;
  const act = async (step: number): Promise<string> => {
    const session = random.pick(sessions) as Session;
    const key = random.pick(KEYS) as string;
    if (!session.isOpen && random.chance(0.5)) {
      await session.begin();
      return "begins";
    }
    if (session.isOpen && random.chance(0.35)) {
      const how = random.chance(0.8) ? "COMMIT" : "ROLLBACK";
      await session.end(how);
      return how;
    }
    if (session.isOpen && (session.touched.has(key) || !isLocked(key))) {
      await session.goLive(key, random.chance(0.3) ? null : `step ${step}`);
      return `${key} in a transaction`;
    }
    // Who may read is recorded apart from what is live: with both on their way there are states that nobody has found.
    if (random.chance(0.2) && sessions.every(({ isOpen }) => !isOpen)) {
      isAttached = !isAttached;
      if (isAttached)
        await other.catalogue.attachBucket(TENANT, { name: "docs", folder: null, readers: ["staff"] });
      else await other.catalogue.detachBucket(TENANT, "docs");
      return isAttached ? "attach" : "detach";
    }
    if (isLocked(key)) return "waits";
    const store = random.pick([one, other]) as RecordedStore;
    if (random.chance(0.3)) {
      await store.catalogue.withdraw(TENANT, "docs", key);
      return `${key} is withdrawn`;
    }
    await store.catalogue.look(TENANT, "docs", [key], "change");
    // Perhaps another one that is due; none that is locked.
    for (const claim of await store.catalogue.claim(TENANT, ["docs"], ["change"], 1))
      await store.catalogue.commit(claim, versionOf([`step ${step}`]));
    return `${key} is put`;
  };

  for (let step = 0; step < STEPS; step++) {
    const did = `seed ${seed}, step ${step}: ${await act(step)}`;
    await note();
    await follower.follow();
    for (const [id, states] of committed) {
      const at = states.indexOf(follower.found().get(id) ?? null);
      expect(at, `${did}: ${id} is ${follower.found().get(id)} of ${states}`).toBeGreaterThanOrEqual(0);
      states.splice(0, at);
    }
    if (sessions.some(({ isOpen }) => isOpen)) continue;
    await follower.catchUp();
    expect(follower.found(), did).toEqual(await truth(one));
  }
  for (const session of sessions) if (session.isOpen) await session.end("COMMIT");
  await follower.catchUp();
  expect(follower.found(), `seed ${seed}`).toEqual(await truth(one));
  await Promise.all([one.close(), other.close(), ...sessions.map((session) => session.close())]);
}

for (const seed of [1, 2, 3, 4])
  test(`folding the record gives what is found, whatever order transactions begin and commit in (seed ${seed})`, () =>
    history(seed));
