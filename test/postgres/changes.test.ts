import type { RecordedStore } from "@footnote/contracts";
import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { Follower } from "../../packages/store/conformance/changes.ts";
import { openPgClient } from "../../packages/store/pg/client.ts";
import { documentId } from "../../packages/store/postgres/connection/identifier.ts";
import { trimChanges } from "../../packages/store/postgres/queue/changes.ts";
import { newDatabase } from "./database.ts";
import { openSession, openStore, put, READER, TENANT, untilWaiting, versionOf } from "./stores.ts";

/** Two processes on one database, and two sessions whose transactions begin and commit as a test says. */
let url: string;
let one: RecordedStore;
let other: RecordedStore;
let early: Client;
let late: Client;
beforeAll(async () => {
  url = await newDatabase(inject("postgres"));
  one = await openStore(url);
  other = await openStore(url);
});
afterAll(() => Promise.all([one.close(), other.close()]));
beforeEach(async () => {
  early = await openSession(url);
  late = await openSession(url);
});
afterEach(() => Promise.all([early.end(), late.end()]));

const id = (key: string) => documentId(TENANT, "docs", key);
const withdraw = (session: Client, key: string) =>
  session.query("UPDATE document SET live_version = NULL WHERE id = $1", [id(key)]);
/** Takes a place in the order of transactions. */
const begin = async (session: Client) => {
  await session.query("BEGIN");
  await session.query("SELECT pg_current_xact_id()");
};

/** What is found, by reading. */
async function truth(store: RecordedStore): Promise<Map<string, string>> {
  const page = { after: undefined, limit: 1000, state: undefined };
  const { documents } = await store.passages.documents(READER, page);
  return new Map(
    documents.flatMap(({ document, version }) => (version === null ? [] : [[document, version]])),
  );
}

test("a change that is committed late is not passed over by who has read later ones", async () => {
  const follower = new Follower(one, TENANT);
  await put(one, "slow.md", versionOf(["slow water"]));
  await follower.catchUp();
  await early.query("BEGIN");
  await withdraw(early, "slow.md");
  await put(other, "fast.md", versionOf(["fast water"]));
  await follower.follow();
  await early.query("COMMIT");
  await follower.catchUp();
  expect(follower.found()).toEqual(await truth(one));
  expect(follower.found().has(id("fast.md"))).toBe(true);
});

test("changes of one document come as they were made, whichever transaction began first", async () => {
  const follower = new Follower(one, TENANT);
  await put(one, "turns.md", versionOf(["first turn"]));
  await begin(early);
  await put(other, "turns.md", versionOf(["second turn"]));
  await withdraw(early, "turns.md");
  await early.query("COMMIT");
  await follower.catchUp();
  expect(follower.found()).toEqual(await truth(one));
  expect(follower.found().has(id("turns.md"))).toBe(false);
});

test("a list of readers changes beside versions that go live under it, and beside another change of itself", async () => {
  const follower = new Follower(one, TENANT);
  await put(one, "shared.md", versionOf(["shared water"]));
  await follower.catchUp();
  const ofDocs = `SELECT id FROM access_list WHERE tenant = '${TENANT}' AND name = 'bucket docs'`;
  const grant = (principal: string) =>
    `INSERT INTO access_list_principal SELECT '${TENANT}', '${principal}', (${ofDocs}) ON CONFLICT DO NOTHING`;
  // Nothing of a document waits for who may read it.
  await early.query("BEGIN");
  await early.query(`DELETE FROM access_list_principal WHERE list = (${ofDocs})`);
  await put(other, "shared.md", versionOf(["shared water again"]));
  // The number of its transaction is the later one, and it is made first.
  await begin(late);
  const granted = late.query(grant("board"));
  await untilWaiting(url);
  await early.query("COMMIT");
  await granted;
  await late.query("COMMIT");
  await follower.catchUp();
  expect([...follower.readable(["board", "staff"]).values()].map(({ readers }) => readers)).toContainEqual([
    "board",
  ]);
  expect(await truth(one)).toEqual(new Map());
  await late.query(grant("staff"));
  await follower.catchUp();
  expect(follower.found()).toEqual(await truth(one));
});

test("a document that is moved to another list is found by that one's readers", async () => {
  const follower = new Follower(one, TENANT);
  await put(one, "moved.md", versionOf(["moved water"]));
  await early.query("INSERT INTO access_list (tenant, name) VALUES ($1, 'secret')", [TENANT]);
  await early.query(
    "UPDATE document SET access_list = (SELECT id FROM access_list WHERE name = 'secret') WHERE id = $1",
    [id("moved.md")],
  );
  const told = await follower.catchUp();
  expect(told.at(-1)).toMatchObject({ kind: "readers", document: id("moved.md") });
  expect(follower.found()).toEqual(await truth(one));
  expect(follower.found().has(id("moved.md"))).toBe(false);
});

test("with many that write at once, following all the while ends at what is found", async () => {
  const followers = [new Follower(one, TENANT), new Follower(other, TENANT)];
  let isOver = false;
  const work = async (store: RecordedStore, worker: number) => {
    for (let round = 0; round < 25; round++) {
      const keys = [`many-${(worker + round) % 5}.md`, `many-${(worker + 2 * round + 1) % 5}.md`];
      await store.catalogue.look(TENANT, "docs", keys, "change");
      for (const claim of await store.catalogue.claim(TENANT, ["docs"], ["change"], 2))
        await ((worker + round) % 4 === 0
          ? store.catalogue.remove(claim)
          : store.catalogue.commit(claim, versionOf([`water ${worker} ${round}`])));
      if (round % 6 === worker) await store.catalogue.withdraw(TENANT, "docs", keys[0] ?? "");
      if (round % 12 === worker) {
        const readers = round < 12 ? ["board"] : ["board", "staff"];
        await store.catalogue.attachBucket(TENANT, { name: "docs", folder: null, readers });
      }
    }
  };
  const follow = async (follower: Follower) => {
    while (!isOver) await follower.follow();
  };
  const following = followers.map(follow);
  await Promise.all([one, other, one, other].map(work));
  isOver = true;
  await Promise.all(following);
  const found = await truth(one);
  expect(found.size).toBeGreaterThan(0);
  for (const follower of followers) {
    await follower.catchUp();
    expect(follower.found()).toEqual(found);
  }
});

test("without a consumer, or with one that never comes, no more than so many changes are kept", async () => {
  const address = await newDatabase(inject("postgres"));
  const store = await openStore(address);
  const client = await openPgClient({ url: address, connections: 2, statementMilliseconds: 30_000 });
  await store.changes.begin("never-comes");
  await store.changes.begin("reads");
  for (let edit = 0; edit < 6; edit++) await put(store, "edited.md", versionOf([`edit ${edit}`]));
  await new Follower(store, TENANT).catchUp();
  const all = await store.changes.read(undefined, 1000);
  await store.changes.advance("reads", all.at(-3)?.position ?? "");
  await trimChanges(client, 3);
  expect(await store.changes.read(undefined, 1000)).toEqual(all.slice(-2));
  // It missed some, and so has to begin anew.
  expect(await store.changes.position("never-comes")).toBeUndefined();
  expect(await store.changes.position("reads")).toBe(all.at(-3)?.position);
  await Promise.all([client.close(), store.close()]);
});
