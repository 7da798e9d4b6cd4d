import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { eventually } from "../end-to-end/footnote.ts";
import { Random } from "../integrity/simulation/random.ts";
import { newDatabase } from "../postgres/database.ts";
import { kafkaOf, send } from "./kafka-client.ts";
import {
  ask,
  documentsOf,
  get,
  newsOf,
  opened,
  Processes,
  type Service,
  search,
  statusOf,
  untilLive,
} from "./processes.ts";
import { OrdinaryClient } from "./s3-client.ts";
import { TOPIC } from "./server.ts";
import { readRecords } from "./topic.ts";

const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
const PATIENCE = { timeout: 300_000 };

let client: OrdinaryClient;
let processes: Processes;
let query: Service;
let watchers: Service[];
beforeAll(async () => {
  client = await OrdinaryClient.makeBucket(inject("endpoint"));
  processes = await Processes.open({
    database: await newDatabase(inject("postgres")),
    endpoint: inject("endpoint"),
    broker: inject("broker"),
    bucket: client.name,
  });
  // One after the other: the first makes the tables.
  query = await processes.start("serve");
  watchers = [await processes.start("watch"), await processes.start("watch")];
}, PATIENCE.timeout);
afterAll(() => processes.close());

const note = (subject: string, word: string) =>
  `# ${subject}\n\nThe ${subject} is kept beside the ${word}.\n`;
/** A word of its own for each, of letters alone. */
const wordOf = (index: number) =>
  `quay${[...String(index)].map((digit) => "bcdfghjklm"[Number(digit)]).join("")}`;

test("each role is ready, and says what it is not there for", PATIENCE, async () => {
  for (const service of [query, ...watchers]) {
    expect(await get(service, "/readyz")).toEqual({ status: "ready" });
    expect((await fetch(`${service.url}/livez`)).status).toBe(200);
  }
  for (const watcher of watchers) {
    const refused = await fetch(`${watcher.url}/api/answer`, { method: "POST", body: "{}" });
    expect(refused.status).toBe(404);
    expect(await refused.json()).toMatchObject({ action: expect.stringContaining("footnote serve") });
    expect(await newsOf(watcher)).toMatchObject({ state: "arriving" });
  }
});

test(
  "R1, S2: an object that an ordinary client puts is answered with a footnote that opens, an overwrite replaces it, a delete withdraws it",
  PATIENCE,
  async () => {
    await client.put("stays.md", note("anchor", "lighthouse"));
    const began = performance.now();
    await client.put("tiere/Lemuren & Co+.md", "# Lemurs\n\nEvery lemur keeper gets 17 bananas a day.\n");
    const question = "How many bananas does a lemur keeper get?";
    const answer = await eventually(
      () => ask(query, question),
      ({ text }) => text.includes("17 bananas"),
    );
    const seconds = (performance.now() - began) / 1000;
    console.info(`Put to answered: ${seconds.toFixed(2)} s.`);
    expect(answer.citations[0]).toMatchObject({ bucket: "docs", key: "tiere/Lemuren & Co+.md" });
    expect((await opened(query, answer)).join()).toContain("17 bananas");

    await client.put("tiere/Lemuren & Co+.md", "# Lemurs\n\nEvery lemur keeper gets 23 bananas a day.\n");
    const replaced = await eventually(
      () => ask(query, question),
      ({ text }) => text.includes("23 bananas"),
    );
    expect(replaced.text).not.toContain("17 bananas");
    expect((await search(query, "bananas")).map(({ text }) => text).join()).not.toContain("17 bananas");
    // Of the version that it was made from, as it was.
    expect((await opened(query, answer)).join()).toContain("17 bananas");

    await client.delete("tiere/Lemuren & Co+.md");
    await eventually(
      () => search(query, "bananas"),
      (results) => results.every(({ key }) => key === "stays.md"),
    );
    const withdrawn = await ask(query, question);
    expect(withdrawn.text).not.toContain("bananas a day");
    await untilLive(query, 1);
  },
);

test(
  "R1, R2: of two processes that watch the bucket one is killed, and the other reads in all that is put",
  PATIENCE,
  async () => {
    const before = (await statusOf(query)).documents.live;
    const put = async (from: number, to: number) => {
      for (let index = from; index < to; index++)
        await client.put(`notes/${index}.md`, note(`buoy ${index}`, wordOf(index)));
    };
    await put(0, 15);
    const [victim] = watchers.splice(0, 1);
    victim?.child.kill("SIGKILL");
    await put(15, 30);
    await untilLive(query, before + 30);
    for (let index = 0; index < 30; index++) {
      const found = (await search(query, wordOf(index))).filter(({ text }) =>
        text.includes(`${wordOf(index)}.`),
      );
      expect([index, found.map(({ key }) => key)]).toEqual([index, [`notes/${index}.md`]]);
    }
    watchers.push(await processes.start("watch"));
  },
);

test(
  "R2: every event five times more, in any order and with garbage between, changes no version and stops nobody",
  PATIENCE,
  async () => {
    console.info(`SEED=${SEED} replays the order.`);
    const random = new Random(SEED);
    const before = await documentsOf(query);
    const versions = (rows: typeof before) =>
      rows.map(({ document, key, version }) => [document, key, version]);
    const kafka = kafkaOf(inject("broker"));
    const records = await readRecords(kafka, TOPIC, 32);
    const copies = records.flatMap(({ value }) =>
      Array.from({ length: 5 }, () => ({ value, at: random.between(0, 1) })),
    );
    const garbage = Array.from({ length: 5 }, () => ({
      value: Buffer.from([0xff, 0, 1]),
      at: random.between(0, 1),
    }));
    await send(
      kafka,
      TOPIC,
      [...copies, ...garbage].sort((one, other) => one.at - other.at).map(({ value }) => ({ value })),
    );
    await client.put("after.md", note("capstan", "harbour office"));
    await untilLive(query, before.length + 1);
    const [watcher] = watchers as [Service];
    await eventually(
      () => newsOf(watcher),
      (news) => news?.lag === 0,
    );
    await untilLive(query, before.length + 1);
    const after = (await documentsOf(query)).filter(({ key }) => key !== "after.md");
    expect(versions(after)).toEqual(versions(before));
    for (const { document } of after.slice(0, 10)) {
      const { versions: kept } = await get<{ versions: object[] }>(
        query,
        `/api/documents/${document}/history`,
      );
      expect(kept).toHaveLength(1);
    }
    const dead = await readRecords(kafka, `${TOPIC}.dlq`, 5);
    expect(
      dead.filter(({ value }) => value?.equals(Buffer.from([0xff, 0, 1]))).length,
    ).toBeGreaterThanOrEqual(5);
  },
);

test(
  "whatever is wrong with bucket, keys, server or topic is told in one line with its setting, and no secret",
  PATIENCE,
  async () => {
    const secret = "wr0ng-secret-key";
    const sasl = {
      FOOTNOTE_EVENTS_KAFKA_SASL_MECHANISM: "plain",
      FOOTNOTE_EVENTS_KAFKA_SASL_USERNAME: "me",
      FOOTNOTE_EVENTS_KAFKA_SASL_PASSWORD: secret,
    };
    const bucket = `FOOTNOTE_BUCKETS`;
    for (const [wrong, said, setting] of [
      [{ [bucket]: "new=s3://nowhere-at-all" }, "does not exist", "--bucket NAME=s3://"],
      [{ [bucket]: "new=s4://name" }, "buckets[0].url must be an address", "s3://name"],
      [{ [bucket]: "" }, "There is no bucket to watch", "--bucket NAME=s3://"],
      [
        { [bucket]: `new=s3://${client.name}/new`, AWS_SECRET_ACCESS_KEY: secret },
        "secret key",
        "AWS_SECRET_ACCESS_KEY",
      ],
      [
        { [bucket]: `new=s3://${client.name}/new`, AWS_ACCESS_KEY_ID: "nobody" },
        "access key",
        "AWS_ACCESS_KEY_ID",
      ],
      [
        { [bucket]: `new=s3://${client.name}/new`, FOOTNOTE_S3_ENDPOINT: "http://127.0.0.1:1" },
        "nothing listens",
        "FOOTNOTE_S3_ENDPOINT",
      ],
      [
        { [bucket]: `new=s3://${client.name}/new`, FOOTNOTE_S3_REGION: "eu-west-1" },
        "another region",
        "FOOTNOTE_S3_REGION",
      ],
      [{ FOOTNOTE_EVENTS_KAFKA_TOPIC: "nowhere" }, "has no topic nowhere", "FOOTNOTE_EVENTS_KAFKA_TOPIC"],
      [{ FOOTNOTE_EVENTS_KAFKA_BROKERS: "127.0.0.1:1" }, "does not answer", "FOOTNOTE_EVENTS_KAFKA_BROKERS"],
      [
        { ...sasl, FOOTNOTE_EVENTS_KAFKA_BROKERS: "127.0.0.1:1" },
        "does not answer",
        "FOOTNOTE_EVENTS_KAFKA_BROKERS",
      ],
      [{ FOOTNOTE_DATABASE_URL: "" }, "an index that they share", "FOOTNOTE_DATABASE_URL"],
    ] as const) {
      const line = await processes.commands.refused(["watch", "--port", "0"], {
        ...processes.environment,
        ...wrong,
      });
      expect(line.trim().split("\n")).toHaveLength(1);
      expect(line).toContain(said);
      expect(line).toContain(setting);
      expect(line).not.toContain(secret);
    }
  },
);

test("told to stop, each ends in order, and the others go on", PATIENCE, async () => {
  const [first] = watchers.splice(0, 1);
  first?.child.kill("SIGTERM");
  const ended = await first?.finished;
  expect(ended?.code).toBe(0);
  expect(ended?.err).not.toContain(`"level":"error"`);
  const live = (await statusOf(query)).documents.live;
  await client.put("last.md", note("bollard", "fish market"));
  await untilLive(query, live + 1);
  for (const service of [query, ...watchers]) {
    service.child.kill("SIGTERM");
    expect((await service.finished).code).toBe(0);
  }
});
