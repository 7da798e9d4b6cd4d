import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../end-to-end/footnote.ts";
import { newDatabase } from "../postgres/database.ts";
import { Server as Postgres } from "../postgres/server.ts";
import { ask, get, newsOf, Processes, type Service, search, statusOf, untilLive } from "./processes.ts";
import { OrdinaryClient } from "./s3-client.ts";
import { KafkaServer, S3Server } from "./server.ts";

/** Servers of this file's own, which it kills. */
const PATIENCE = { timeout: 240_000 };
/** For so long versitygw keeps an event that it cannot send; then it is lost. */
const S3_GIVES_UP_MILLISECONDS = 30_000;

let postgres: Postgres;
let kafka: KafkaServer;
let s3: S3Server;
let client: OrdinaryClient;
let processes: Processes;
let watcher: Service;
let query: Service;
beforeAll(async () => {
  [postgres, kafka] = await Promise.all([Postgres.start(), KafkaServer.start()]);
  s3 = await S3Server.start(kafka.broker);
  client = await OrdinaryClient.makeBucket(s3.endpoint);
  processes = await Processes.open({
    database: await newDatabase(postgres.url),
    endpoint: s3.endpoint,
    broker: kafka.broker,
    bucket: client.name,
  });
  watcher = await processes.start("watch");
  query = await processes.start("serve");
  for (const name of ["anchor", "bollard", "capstan"]) await put(name, "harbour");
  await untilLive(query, 3);
}, PATIENCE.timeout);
afterAll(async () => {
  await processes.close();
  await s3.close();
  await Promise.all([kafka.close(), postgres.close()]);
});

const put = (subject: string, place: string) =>
  client.put(`${subject}.md`, `# ${subject}\n\nThe ${subject} is kept in the ${place}.\n`);
const foundIn = (place: string) => async () =>
  (await search(query, place)).filter(({ text }) => text.includes(`in the ${place}.`)).map(({ key }) => key);
const isReady = ({ url }: Service) => fetch(`${url}/readyz`).then(({ ok }) => ok);
const untilArriving = () =>
  eventually(
    () => newsOf(watcher),
    (news) => news?.state === "arriving",
  );

test(
  "R1: what is put, replaced and deleted while Kafka is killed, whose events are lost, is found when it is back",
  PATIENCE,
  async () => {
    await kafka.kill();
    const news = await eventually(
      () => newsOf(watcher),
      (now) => now?.state === "broken",
    );
    expect(news).toMatchObject({ reason: `Kafka at ${kafka.broker} does not answer.`, lag: null });
    const refused = await fetch(`${watcher.url}/readyz`);
    expect([refused.status, await refused.json()]).toEqual([
      503,
      expect.objectContaining({ detail: expect.stringContaining("does not answer") }),
    ]);
    // Questions do not need it.
    expect(await isReady(query)).toBe(true);
    await put("dinghy", "boathouse");
    await put("anchor", "attic");
    await client.delete("bollard.md");
    expect(await foundIn("boathouse")()).toEqual([]);
    await sleep(S3_GIVES_UP_MILLISECONDS);
    await kafka.run();
    await untilArriving();
    await eventually(foundIn("boathouse"), (keys) => keys.includes("dinghy.md"));
    await eventually(foundIn("attic"), (keys) => keys.includes("anchor.md"));
    await eventually(foundIn("harbour"), (keys) => keys.length === 1);
    expect(await isReady(watcher)).toBe(true);
    await put("fender", "wheelhouse");
    await eventually(foundIn("wheelhouse"), (keys) => keys.includes("fender.md"));
    await untilLive(query, 4);
  },
);

test(
  "a Kafka that says nothing for longer than a session, with its connections open, ends nothing for good",
  PATIENCE,
  async () => {
    kafka.pause();
    await sleep(15_000);
    const answer = await ask(query, "Where is the fender kept?");
    expect(answer.text).toContain("wheelhouse");
    kafka.resume();
    await put("galley stove", "galley");
    await eventually(foundIn("galley"), (keys) => keys.includes("galley stove.md"));
    await untilArriving();
  },
);

test(
  "R9: of an S3 server that is killed nothing is withdrawn, and what was put before it was killed is read when it is back",
  PATIENCE,
  async () => {
    const { live } = (await statusOf(query)).documents;
    await s3.kill();
    const absent = () =>
      get<{ buckets: { presence: { state: string; reason: string } }[] }>(watcher, "/api/freshness");
    const { buckets } = await eventually(absent, (now) => now.buckets[0]?.presence.state === "absent");
    expect(buckets[0]?.presence.reason).toContain("nothing listens there");
    expect(await isReady(watcher)).toBe(false);
    expect(await isReady(query)).toBe(true);
    expect(await foundIn("wheelhouse")()).toEqual(["fender.md"]);
    expect((await statusOf(query)).documents.live).toBe(live);
    await s3.run();
    await eventually(
      () => isReady(watcher),
      (ready) => ready,
    );
    await put("hawser", "locker");
    await eventually(foundIn("locker"), (keys) => keys.includes("hawser.md"));
    await untilLive(query, live + 1);
  },
);

test(
  "R2: what is put while Postgres is killed is committed in Kafka when it is in the catalogue, and not before",
  PATIENCE,
  async () => {
    await postgres.kill();
    for (let index = 0; index < 5; index++) await put(`lantern ${index}`, "lamp room");
    await eventually(
      () => isReady(query),
      (ready) => !ready,
    );
    await sleep(3_000);
    await postgres.run();
    const keys = await eventually(
      () => foundIn("lamp room")().catch(() => []),
      (found) => found.length >= 5,
    );
    expect(new Set(keys).size).toBe(keys.length);
    await eventually(
      () => newsOf(watcher),
      (news) => news?.lag === 0,
    );
  },
);
