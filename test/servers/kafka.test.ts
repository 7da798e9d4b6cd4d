import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { openS3Bucket } from "@footnote/buckets";
import { checkKafka, kafkaChanges } from "@footnote/events";
import { openLogger, systemClock } from "@footnote/runtime";
import { beforeEach, describe, expect, inject, test } from "vitest";
import { changeSourcePromises, openCollector } from "../conformance/change-sources.ts";
import { eventually } from "../end-to-end/footnote.ts";
import { Random } from "../integrity/simulation/random.ts";
import { OrdinaryClient } from "./s3-client.ts";
import { KEYS, TOPIC } from "./server.ts";
import { notificationOf, Topic } from "./topic.ts";

Object.assign(process.env, KEYS);
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));

describe("a bucket of S3 whose notifications go to a topic", () =>
  changeSourcePromises(async () => {
    const client = await OrdinaryClient.makeBucket(inject("endpoint"));
    const url = `s3://${client.name}/below`;
    const bucket = await openS3Bucket({ name: "docs", url, endpoint: inject("endpoint") });
    let writes = 0;
    return {
      source: kafkaChanges({
        settings: { brokers: [inject("broker")], topic: TOPIC, tls: false },
        group: `group-${randomUUID()}`,
        bucket: "docs",
        keyOf: bucket.keyOf,
        clock: systemClock,
        log: openLogger("silent"),
      }),
      put: (key) => client.put(`below/${key}`, String(writes++)),
      delete: (key) => client.delete(`below/${key}`),
      close: async () => bucket.close(),
    };
  }));

let topic: Topic;
let group: string;
beforeEach(async () => {
  topic = await Topic.make(inject("broker"));
  group = `group-${randomUUID()}`;
});

test("records that are no events go to the dead letters byte for byte, with where they stood and why, and hold nobody up", async () => {
  const { queued, handler } = openCollector();
  const { close } = await topic.source(group).subscribe(handler);
  const garbage = [
    { key: randomBytes(16), value: randomBytes(1_000), partition: 1 },
    { key: null, value: Buffer.from("{}"), partition: 1 },
    { key: Buffer.from("deleted"), value: null, partition: 1 },
    {
      key: null,
      value: Buffer.from("\u{feff}null"),
      partition: 1,
      headers: { own: randomBytes(8), "": "x" },
    },
  ];
  await topic.send([...garbage, { value: notificationOf("docs-in-s3", "good.md"), partition: 1 }]);
  await topic.untilRead(group);
  expect([...queued.keys()]).toEqual(["good.md"]);
  const dead = await topic.deadLetters(garbage.length);
  const byOffset = new Map(dead.map((record) => [Number(record.headers?.["x-original-offset"]), record]));
  for (const [offset, sent] of garbage.entries()) {
    const record = byOffset.get(offset);
    expect([record?.key, record?.value]).toEqual([sent.key, sent.value]);
    const headers = Object.fromEntries(
      Object.entries(record?.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    expect(headers).toMatchObject({
      "x-original-topic": topic.name,
      "x-original-partition": "1",
      "x-error-code": "not_a_notification",
      "x-error-message": expect.stringMatching(/./),
      "x-error-group": group,
    });
    for (const [name, value] of Object.entries(sent.headers ?? {}))
      expect(Buffer.from(record?.headers?.[name] as Buffer)).toEqual(Buffer.from(value));
  }
  await close();
});

test("nothing is committed before it is queued: what a process had in hand is handed over again, to another", async () => {
  const stuck = openCollector(() => new Promise(() => undefined));
  const first = await topic.source(group).subscribe(stuck.handler);
  await topic.sendKeys(["a.md", "b.md", "c.md"]);
  await eventually(
    async () => stuck.offered.length,
    (length) => length > 0,
  );
  expect(await topic.lag(group)).toBe(3);
  await first.close();
  const { queued, handler } = openCollector();
  const second = await topic.source(group).subscribe(handler);
  await topic.untilRead(group);
  expect([...queued.keys()].sort()).toEqual(["a.md", "b.md", "c.md"]);
  await second.close();
});

test("events of five times each, in any order, are one look each time they come together", async () => {
  const random = new Random(SEED);
  console.info(`SEED=${SEED} replays the order.`);
  const keys = Array.from({ length: 200 }, (_, index) => `note-${index}.md`);
  const copies = keys.flatMap((key) => Array.from({ length: 5 }, () => key));
  const { close } = await topic.source(group).subscribe(openCollector().handler);
  await close();
  const shuffled = copies
    .map((key) => ({ key, at: random.between(0, 1) }))
    .sort((one, other) => one.at - other.at);
  await topic.sendKeys(shuffled.map(({ key }) => key));
  const { queued, handler } = openCollector();
  const again = await topic.source(group).subscribe(handler);
  await topic.untilRead(group);
  expect([...queued.keys()].sort()).toEqual([...keys].sort());
  const looks = [...queued.values()].reduce((sum, times) => sum + times, 0);
  // At most once for each partition that a copy lies in.
  expect(looks).toBeLessThanOrEqual(3 * keys.length);
  await again.close();
});

test("while members come and go every second nothing is lost, and in the end everything is committed", async () => {
  const { queued, handler } = openCollector(() => sleep(20));
  const lasting = await topic.source(group).subscribe(handler);
  const sent: string[] = [];
  let isOver = false;
  const sending = (async () => {
    for (let round = 0; !isOver; round++) {
      const keys = Array.from({ length: 10 }, (_, index) => `note-${round}-${index}.md`);
      await topic.sendKeys(keys);
      sent.push(...keys);
    }
  })();
  for (let round = 0; round < 10; round++) {
    const { close } = await topic.source(group).subscribe(handler);
    await sleep(500);
    await close();
    await sleep(500);
  }
  isOver = true;
  await sending;
  await topic.untilRead(group);
  expect(sent.filter((key) => !queued.has(key))).toEqual([]);
  expect(sent.length).toBeGreaterThan(100);
  await lasting.close();
});

test("who leaves is missed by nobody: another takes over before the session of the first would end", async () => {
  const first = await topic.source(group).subscribe(openCollector().handler);
  await first.close();
  const left = performance.now();
  const { queued, handler } = openCollector();
  const second = await topic.source(group).subscribe(handler);
  await topic.sendKeys(["after.md"]);
  await eventually(
    async () => queued.size,
    (size) => size === 1,
  );
  expect(performance.now() - left).toBeLessThan(9_000);
  await second.close();
});

test("a group that is new begins where the topic ends, and one that was away where it stopped", async () => {
  await topic.sendKeys(["long-ago.md"]);
  const first = openCollector();
  const { close } = await topic.source(group).subscribe(first.handler);
  await close();
  await topic.sendKeys(["while-away.md"]);
  const { queued, handler } = openCollector();
  const second = await topic.source(group).subscribe(handler);
  await topic.untilRead(group);
  expect([first.offered, [...queued.keys()]]).toEqual([[], ["while-away.md"]]);
  await second.close();
});

test("how far behind it is can be read, and other buckets' events are passed over", async () => {
  let isOpen = false;
  const { queued, handler } = openCollector(async () => {
    while (!isOpen) await sleep(50);
  });
  const source = topic.source(group);
  const { close } = await source.subscribe(handler);
  await topic.sendKeys(["a.md", "b.md"]);
  await topic.send([{ value: notificationOf("another-bucket", "c.md") }]);
  await eventually(
    async () => source.news?.().lag,
    (lag) => lag === 3,
  );
  expect(source.news?.()).toMatchObject({ state: "arriving", reason: null });
  isOpen = true;
  await eventually(
    async () => source.news?.().lag,
    (lag) => lag === 0,
  );
  expect([...queued.keys()].sort()).toEqual(["a.md", "b.md"]);
  await close();
});

test("the trace that an event belongs to is told in the log, and one that is malformed is not", async () => {
  const lines: object[] = [];
  const keep = (fields: object) => lines.push(fields);
  const log = { debug: keep, info: keep, warn: keep, error: keep, child: () => log };
  const { close } = await topic.source(group, log).subscribe(openCollector().handler);
  const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
  const event = (key: string, traceparent: string) => ({
    value: notificationOf("docs-in-s3", key),
    headers: { traceparent },
  });
  await topic.send([
    event("a.md", `00-${trace}-00f067aa0ba902b7-01`),
    event("b.md", "00-nonsense-01"),
    event("c.md", `00-${"0".repeat(32)}-00f067aa0ba902b7-01`),
  ]);
  await topic.untilRead(group);
  expect(lines).toEqual([expect.objectContaining({ trace, keys: ["a.md"] })]);
  await close();
});

test("a topic that is not there, a broker that does not answer or that nobody knows is told in one line with its setting", async () => {
  const refusal = (changed: object) =>
    checkKafka({ ...topic.settings, ...changed }).then(
      () => Promise.reject(new Error("It was let in.")),
      ({ code, message, action }) => ({ code, message, action }),
    );
  expect(await refusal({ topic: "nowhere" })).toEqual({
    code: "configuration_invalid",
    message: `Kafka at ${inject("broker")} has no topic nowhere.`,
    action: expect.stringContaining("FOOTNOTE_EVENTS_KAFKA_TOPIC"),
  });
  for (const brokers of [["127.0.0.1:1"], ["nowhere.invalid:9092"], [new URL(inject("endpoint")).host]])
    expect(await refusal({ brokers })).toMatchObject({
      code: "unavailable",
      message: expect.stringContaining(brokers[0] ?? ""),
      action: expect.stringContaining("FOOTNOTE_EVENTS_KAFKA_BROKERS"),
    });
  await checkKafka(topic.settings);
});
