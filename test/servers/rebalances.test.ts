import { setTimeout as sleep } from "node:timers/promises";
import type { FoundPassage } from "@footnote/client";
import { Client } from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { eventually } from "../end-to-end/footnote.ts";
import { Random } from "../integrity/simulation/random.ts";
import { newDatabase } from "../postgres/database.ts";
import { kafkaOf } from "./kafka-client.ts";
import { newsOf, Processes, type Service, untilLive } from "./processes.ts";
import { OrdinaryClient } from "./s3-client.ts";
import { TOPIC } from "./server.ts";

const PATIENCE = { timeout: 420_000 };
const LASTS_MILLISECONDS = Number(process.env.SECONDS ?? 120) * 1_000;
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
/** Not of other tests on the same Kafka. */
const GROUP = "rebalanced";
const KEYS = 40;
/** So long a process stands still: its session of ten seconds and what it had claimed are another's when it goes on. */
const STANDS_STILL_MILLISECONDS = 14_000;

let client: OrdinaryClient;
let processes: Processes;
let query: Service;
let watchers: Service[];
let database: Client;
beforeAll(async () => {
  client = await OrdinaryClient.makeBucket(inject("endpoint"));
  const url = await newDatabase(inject("postgres"));
  processes = await Processes.open({
    database: url,
    endpoint: inject("endpoint"),
    broker: inject("broker"),
    bucket: client.name,
  });
  database = new Client({ connectionString: url });
  await database.connect();
  const settings = { FOOTNOTE_EVENTS_KAFKA_GROUP: GROUP };
  query = await processes.start("serve");
  watchers = [await processes.start("watch", settings), await processes.start("watch", settings)];
}, PATIENCE.timeout);
afterAll(async () => {
  await database.end();
  await processes.close();
});

/** The words of a round are in each of its paragraphs, and in none of another. */
const textOf = (key: number, round: number) =>
  `# Note ${key}\n\n${Array.from({ length: 6 }, (_, at) => `## Part ${at}\n\nThe buoy of note ${key} was painted in round${round}x.`).join("\n\n")}\n`;
const roundsIn = (texts: readonly string[]) =>
  new Set(texts.flatMap((text) => [...text.matchAll(/round(\d+)x/g)].map(([, round]) => round)));

const problems: string[] = [];
/** A process that stands still within a transaction may hold a lock of the index that a search waits for: it is told then. */
async function searchOrProblem(question: string): Promise<FoundPassage[]> {
  const init = { method: "POST", body: JSON.stringify({ question, limit: 50 }) };
  const answer = (await (await fetch(`${query.url}/api/search`, init)).json()) as {
    results?: FoundPassage[];
    code?: string;
  };
  if (answer.results === undefined) problems.push(String(answer.code));
  return answer.results ?? [];
}

/** Joins the group, is given partitions, reads nothing of them, and leaves after two seconds: again and again. */
async function disturb(isOver: () => boolean): Promise<number> {
  const admin = kafkaOf(inject("broker")).admin();
  await admin.connect();
  const { groups } = await admin.listGroups();
  await admin.disconnect();
  const groupId = groups.map((group) => group.groupId).find((name) => name.startsWith(`${GROUP}.`)) ?? "";
  let joins = 0;
  while (!isOver()) {
    const consumer = kafkaOf(inject("broker")).consumer({ groupId, sessionTimeout: 10_000 });
    await consumer.connect();
    await consumer.subscribe({ topics: [TOPIC] });
    // It says that it is alive, and stands before its first record until it leaves.
    const leaving = new AbortController();
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: async ({ heartbeat }) => {
        while (!leaving.signal.aborted) {
          await heartbeat().catch(() => leaving.abort());
          await sleep(200);
        }
      },
    });
    joins++;
    await sleep(2_000);
    leaving.abort();
    await consumer.disconnect();
  }
  return joins;
}

test(
  "R1, R2, R3: a group whose partitions move every two seconds, with consumers that stand still, loses nothing, doubles nothing and tears nothing",
  PATIENCE,
  async () => {
    console.info(`SEED=${SEED} replays what is put.`);
    const random = new Random(SEED);
    const began = performance.now();
    const isOver = () => performance.now() - began > LASTS_MILLISECONDS;
    const last = new Map<number, number>();
    let rounds = 0;
    const putting = (async () => {
      while (!isOver()) {
        const key = Math.floor(random.between(0, KEYS));
        if (last.has(key) && random.chance(0.15)) {
          last.delete(key);
          await client.delete(`${key}.md`);
        } else {
          last.set(key, ++rounds);
          await client.put(`${key}.md`, textOf(key, rounds));
        }
        await sleep(50);
      }
    })();
    const torn: string[] = [];
    const reading = (async () => {
      while (!isOver()) {
        const key = Math.floor(random.between(0, KEYS));
        const found = (await searchOrProblem(`buoy of note ${key}`)).filter((one) => one.key === `${key}.md`);
        if (roundsIn(found.map(({ text }) => text)).size > 1) torn.push(`${key}.md`);
        await sleep(200);
      }
    })();
    const standing = (async () => {
      for (let turn = 0; !isOver(); turn++) {
        const { child } = watchers[turn % watchers.length] as Service;
        child.kill("SIGSTOP");
        await sleep(STANDS_STILL_MILLISECONDS);
        child.kill("SIGCONT");
        await sleep(5_000);
      }
    })();
    // Each join and each leave moves partitions; two at it, since both take longer where the machine is busy.
    const disturbing = [disturb(isOver), disturb(isOver)];
    await Promise.all([...disturbing, putting, reading, standing]);
    const joins = (await Promise.all(disturbing)).reduce((sum, one) => sum + one, 0);
    const healed = performance.now();
    await untilLive(query, last.size);
    for (const watcher of watchers)
      await eventually(
        () => newsOf(watcher),
        (news) => news?.lag === 0,
      );
    const wrong = async () => {
      const { rows } = await database.query<{ key: string; texts: string[]; chunks: number }>(
        `SELECT d.key, v.chunks, ARRAY(SELECT c.text FROM chunk c WHERE c.document = d.id AND c.version = d.live_version) AS texts
           FROM document d JOIN version v ON v.document = d.id AND v.version = d.live_version`,
      );
      expect(rows.map(({ key }) => key).sort()).toEqual([...last.keys()].map((key) => `${key}.md`).sort());
      // As many chunks as the version has: none is doubled, and none is missing.
      expect(rows.filter(({ texts, chunks }) => texts.length !== chunks)).toEqual([]);
      expect(rows.filter(({ texts }) => roundsIn(texts).size !== 1)).toEqual([]);
      return rows.filter(
        ({ key, texts }) => !roundsIn(texts).has(String(last.get(Number.parseInt(key, 10)))),
      );
    };
    await eventually(wrong, (rows) => rows.length === 0);
    console.info(
      `${rounds} puts and deletes, ${joins} joins and as many leaves, ${problems.length} searches that were told why not (${[...new Set(problems)]}); as it is ${((performance.now() - healed) / 1_000).toFixed(1)} s after.`,
    );
    expect(torn).toEqual([]);
  },
);
