import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../end-to-end/footnote.ts";
import { newDatabase } from "../postgres/database.ts";
import { Server as Postgres } from "../postgres/server.ts";
import { type Fault, FaultProxy } from "../support/fault-proxy.ts";
import { newsOf, Processes, type Service, search, untilLive } from "./processes.ts";
import { OrdinaryClient } from "./s3-client.ts";
import { KafkaServer, S3Server } from "./server.ts";

/** A network of its own lies between the services and each server; objects are put past it. */
const PATIENCE = { timeout: 420_000 };
const FAULTS: readonly Fault[] = ["delay", "black hole", "reset", "trickle"];
const LASTS_MILLISECONDS = 15_000;
/** No question waits longer, whatever lies between. */
const ANSWERED_WITHIN_MILLISECONDS = 60_000;
/** What queues and retries may take up, of two processes that hold some 600 MB. */
const MOST_GROWTH_MEGABYTES = 250;

let postgres: Postgres;
let kafka: KafkaServer;
let s3: S3Server;
let client: OrdinaryClient;
let processes: Processes;
let watcher: Service;
let query: Service;
let networks: Record<"Kafka" | "S3" | "Postgres", FaultProxy>;
let megabytes: number;
beforeAll(async () => {
  networks = {
    Kafka: await FaultProxy.open(),
    S3: await FaultProxy.open(),
    Postgres: await FaultProxy.open(),
  };
  [postgres, kafka] = await Promise.all([Postgres.start(), KafkaServer.startBehind(networks.Kafka.port)]);
  s3 = await S3Server.start(kafka.broker);
  networks.Kafka.target = kafka.portBehind;
  networks.S3.target = Number(new URL(s3.endpoint).port);
  const database = new URL(await newDatabase(postgres.url));
  networks.Postgres.target = Number(database.port);
  database.port = String(networks.Postgres.port);
  client = await OrdinaryClient.makeBucket(s3.endpoint);
  processes = await Processes.open({
    database: database.href,
    endpoint: `http://127.0.0.1:${networks.S3.port}`,
    broker: `127.0.0.1:${networks.Kafka.port}`,
    bucket: client.name,
  });
  watcher = await processes.start("watch");
  query = await processes.start("serve");
  await put("anchor", "harbour");
  await untilLive(query, 1);
  await search(query, "harbour");
  megabytes = await residentMegabytes();
}, PATIENCE.timeout);
afterAll(async () => {
  await processes.close();
  await s3.close();
  await Promise.all([kafka.close(), postgres.close()]);
  for (const network of Object.values(networks)) await network.close();
});

const put = (subject: string, place: string) =>
  client.put(`${subject}.md`, `# ${subject}\n\nThe ${subject} is kept in the ${place}.\n`);

async function residentMegabytes(): Promise<number> {
  let sum = 0;
  for (const { child } of [watcher, query])
    sum += Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1_024;
  return sum;
}

/** The keys of what says that it is kept there. */
async function keptIn(place: string): Promise<string[]> {
  const found = await search(query, place).catch(() => []);
  return found.filter(({ text }) => text.includes(`in the ${place}.`)).map(({ key }) => key);
}

/** A word of letters alone that nothing else here holds. */
const wordOf = (pair: string, fault: Fault) => `quay${pair}${fault}`.replaceAll(/[^a-z]/gi, "").toLowerCase();

let live = 1;
const CASES = (["Kafka", "S3", "Postgres"] as const).flatMap((pair) =>
  FAULTS.map((fault) => [pair, fault] as const),
);
test.each(CASES)(
  "R1: between the services and %s: %s; what is put, replaced and deleted meanwhile is found as it is",
  PATIENCE,
  async (pair, fault) => {
    const network = networks[pair];
    const place = wordOf(pair, fault);
    await put("staying", `${place}before`);
    await put("leaving", `${place}before`);
    await untilLive(query, live + 2);
    network.fault = fault;
    const began = performance.now();
    for (const subject of ["bollard", "capstan", "dinghy"]) await put(`${subject} ${place}`, place);
    await put("staying", place);
    await client.delete("leaving.md");
    let most = 0;
    let longest = 0;
    while (performance.now() - began < LASTS_MILLISECONDS) {
      const asked = performance.now();
      const signal = AbortSignal.timeout(ANSWERED_WITHIN_MILLISECONDS);
      // With an answer or with what is wrong.
      const body = JSON.stringify({ question: "harbour" });
      await (await fetch(`${query.url}/api/search`, { method: "POST", body, signal })).text();
      longest = Math.max(longest, performance.now() - asked);
      most = Math.max(most, await residentMegabytes());
      await sleep(500);
    }
    network.fault = "none";
    const healed = performance.now();
    live += 4;
    const wanted = [`bollard ${place}.md`, `capstan ${place}.md`, `dinghy ${place}.md`, "staying.md"];
    await eventually(
      () => keptIn(place),
      (keys) => keys.length >= wanted.length,
    );
    expect((await keptIn(place)).sort()).toEqual(wanted);
    await eventually(
      () => keptIn(`${place}before`),
      (keys) => keys.length === 0,
    );
    await client.delete("staying.md");
    live -= 1;
    await untilLive(query, live);
    for (const service of [watcher, query])
      await eventually(
        () => fetch(`${service.url}/readyz`),
        ({ ok }) => ok,
      );
    await eventually(
      () => newsOf(watcher),
      (news) => news?.lag === 0,
    );
    most = Math.max(most, await residentMegabytes());
    console.info(
      `${pair}, ${fault}: as it is ${((performance.now() - healed) / 1_000).toFixed(1)} s after; a search took ${Math.round(longest)} ms at most, memory ${Math.round(most - megabytes)} MB more.`,
    );
    expect(most - megabytes).toBeLessThan(MOST_GROWTH_MEGABYTES);
  },
);
