import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { eventually } from "../end-to-end/footnote.ts";
import { newDatabase } from "../postgres/database.ts";
import { Balancer } from "./balancer.ts";
import { kafkaOf } from "./kafka-client.ts";
import { documentsOf, newsOf, Processes, type Service, untilLive } from "./processes.ts";
import { OrdinaryClient } from "./s3-client.ts";

const PATIENCE = { timeout: 300_000 };
/** Not of other tests on the same Kafka. */
const GROUP = "rolling";
const STABLE_WITHIN_MILLISECONDS = 5_000;
/** A fifth of it is for the proxy, which asks five times a second. */
const STOP = { FOOTNOTE_LIMITS_STOP_SECONDS: "30", FOOTNOTE_EVENTS_KAFKA_GROUP: GROUP };

let client: OrdinaryClient;
let processes: Processes;
beforeAll(async () => {
  client = await OrdinaryClient.makeBucket(inject("endpoint"));
  processes = await Processes.open({
    database: await newDatabase(inject("postgres")),
    endpoint: inject("endpoint"),
    broker: inject("broker"),
    bucket: client.name,
  });
});
afterAll(() => processes.close());

const start = (command: "serve" | "watch") => processes.start(command, STOP);
const note = (subject: string) => `# ${subject}\n\nThe ${subject} is kept in the boathouse.\n`;
const posted = (body: object): RequestInit => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

/** Asks again and again, and gives what was not answered as it should be. */
class Load {
  readonly failures: string[] = [];
  answered = 0;
  #isOver = false;
  #running: Promise<void>[] = [];

  /** `ask` throws where it was not answered. */
  run(ask: (turn: number) => Promise<void>): void {
    this.#running.push(
      (async () => {
        for (let turn = 0; !this.#isOver; turn++) {
          await ask(turn).then(
            () => this.answered++,
            (error: unknown) => this.failures.push(String(error)),
          );
        }
      })(),
    );
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#running);
  }
}

/** A whole response with 200 and these words in it. */
async function expectWhole(url: string, path: string, words: string, init?: RequestInit): Promise<void> {
  const response = await fetch(url + path, init);
  const text = await response.text();
  if (!response.ok || !text.includes(words))
    throw new Error(`${path}: ${response.status} ${text.slice(-300)}`);
}

/** The longest time in which not every partition was some member's. */
function watchGroup() {
  const admin = kafkaOf(inject("broker")).admin();
  let isOver = false;
  let longest = 0;
  const watching = (async () => {
    await admin.connect();
    const { groups } = await admin.listGroups();
    const names = groups.map(({ groupId }) => groupId).filter((name) => name.startsWith(`${GROUP}.`));
    expect(names).toHaveLength(1);
    let stableAt = performance.now();
    while (!isOver) {
      const [group] = (await admin.describeGroups(names)).groups;
      const now = performance.now();
      longest = Math.max(longest, now - stableAt);
      if (group?.state === "Stable") stableAt = now;
      await sleep(50);
    }
    await admin.disconnect();
  })();
  return async () => {
    isOver = true;
    await watching;
    return longest;
  };
}

/** Each is replaced by a new one, which runs before the old one is told to stop. */
async function replaceAll(services: readonly Service[], command: "serve" | "watch", balancer: Balancer) {
  const replaced: Service[] = [];
  for (const old of services) {
    const fresh = await start(command);
    replaced.push(fresh);
    balancer.add(fresh.url);
    await eventually(
      () => fetch(`${fresh.url}/readyz`),
      ({ ok }) => ok,
    );
    old.child.kill("SIGTERM");
    const { code, err } = await old.finished;
    expect(code).toBe(0);
    expect(err).not.toContain(`"level":"error"`);
    balancer.remove(old.url);
  }
  return replaced;
}

test(
  "both services are replaced under load, one process after the other: no request fails, and the group has its partitions in seconds",
  PATIENCE,
  async () => {
    // One after the other: the first makes the tables.
    const queries = [await start("serve"), await start("serve")];
    const watchers = [await start("watch"), await start("watch")];
    await client.put("anchor.md", note("anchor"));
    await untilLive(queries[0] as Service, 1);
    const asked = await Balancer.open(queries.map(({ url }) => url));
    const watching = await Balancer.open(watchers.map(({ url }) => url));
    const load = new Load();
    const question = { question: "Where is the anchor kept?", cache: false };
    load.run(() => expectWhole(asked.url, "/api/answer", "event: answer", posted(question)));
    load.run(() => expectWhole(asked.url, "/api/search", "anchor.md", posted({ question: "anchor" })));
    load.run(() => expectWhole(asked.url, "/api/documents?limit=5", "documents"));
    load.run(() => expectWhole(watching.url, "/api/status", "documents"));
    let uploads = 0;
    load.run(async () => {
      const path = `/api/buckets/docs/objects/up-${uploads}.md`;
      await expectWhole(watching.url, path, "up-", { method: "PUT", body: note(`cleat ${uploads}`) });
      uploads++;
      await sleep(1_500);
    });
    let puts = 0;
    load.run(async () => {
      await client.put(`put-${puts}.md`, note(`dinghy ${puts}`));
      puts++;
      await sleep(1_500);
    });
    const longest = watchGroup();
    const newQueries = await replaceAll(queries, "serve", asked);
    const newWatchers = await replaceAll(watchers, "watch", watching);
    await load.end();
    const unstable = await longest();
    console.info(`${load.answered} requests; the group had no order for ${Math.round(unstable)} ms at most.`);
    expect(load.failures).toEqual([]);
    expect(unstable).toBeLessThan(STABLE_WITHIN_MILLISECONDS);
    await untilLive(newQueries[0] as Service, 1 + uploads + puts);
    for (const one of newWatchers)
      await eventually(
        () => newsOf(one),
        (news) => news?.lag === 0,
      );
    const keys = (await documentsOf(newQueries[0] as Service)).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    await asked.close();
    await watching.close();
  },
);
