import { randomUUID } from "node:crypto";
import type { ChangeSource } from "@footnote/contracts";
import { kafkaChanges } from "@footnote/events";
import { type Clock, openLogger, systemClock } from "@footnote/runtime";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openCollector } from "../conformance/change-sources.ts";
import { eventually } from "../end-to-end/footnote.ts";
import { KafkaProxy } from "./kafka-proxy.ts";
import { KafkaServer } from "./server.ts";
import { Topic } from "./topic.ts";

/** For which something may wait and nothing be read. */
const MINUTE = 60_000;

let jumped = 0;
let sleeps = 0;
/** Goes on by itself, and by as much as a test says; whoever looks every few seconds does so several times a second. */
const clock: Clock = {
  ...systemClock,
  elapsed: () => systemClock.elapsed() + jumped,
  sleep: (milliseconds, signal) => {
    sleeps++;
    return systemClock.sleep(milliseconds / 30, signal);
  },
};

let proxy: KafkaProxy;
let kafka: KafkaServer;
let topic: Topic;
let source: ChangeSource;
beforeAll(async () => {
  proxy = await KafkaProxy.open();
  kafka = await KafkaServer.startBehind(proxy.port);
  proxy.target = kafka.portBehind;
});
beforeEach(async () => {
  topic = await Topic.make(kafka.broker);
  source = kafkaChanges({
    settings: { ...topic.settings, brokers: [`127.0.0.1:${proxy.port}`] },
    group: `group-${randomUUID()}`,
    bucket: "docs",
    keyOf: (_bucket, key) => key,
    clock,
    log: openLogger("silent"),
  });
});
afterAll(async () => {
  await kafka.close();
  await proxy.close();
});

const untilLag = (expected: number | null) =>
  eventually(
    async () => source.news?.().lag,
    (lag) => lag === expected,
  );
const untilBroken = () =>
  eventually(
    async () => source.news?.(),
    (news) => news?.state === "broken",
  );

test.each([
  { what: "what waits for it is known", refused: undefined, reason: "wait and none is read" },
  { what: "what waits for it cannot be asked", refused: "ListOffsets", reason: "does not answer" },
] as const)("a consumer that hangs is replaced where $what, and what waited is read", async (given) => {
  const { queued, missed, handler } = openCollector();
  const { close } = await source.subscribe(handler);
  await untilLag(0);
  await proxy.keepBack("Fetch");
  proxy.refused = given.refused;
  await topic.sendKeys(["waits.md"]);
  await untilLag(given.refused === undefined ? 1 : null);
  jumped += MINUTE;
  expect(await untilBroken()).toMatchObject({ reason: expect.stringContaining(given.reason), lag: null });
  expect(queued.size).toBe(0);
  proxy.passOn();
  proxy.refused = undefined;
  await eventually(
    async () => queued.get("waits.md") ?? 0,
    (times) => times > 0,
  );
  // Whoever tells of changes may have forgotten some meanwhile.
  expect(missed()).toBeGreaterThan(0);
  await eventually(
    async () => source.news?.(),
    (news) => news?.state === "arriving",
  );
  await close();
});

test("who had nothing to read for long hangs only when something has waited for long", async () => {
  const { queued, missed, handler } = openCollector();
  const { close } = await source.subscribe(handler);
  jumped += MINUTE;
  const before = sleeps;
  await eventually(
    async () => sleeps,
    (now) => now > before + 2,
  );
  await proxy.keepBack("Fetch");
  await topic.sendKeys(["waits.md"]);
  await untilLag(1);
  proxy.passOn();
  await eventually(
    async () => queued.size,
    (size) => size === 1,
  );
  await untilLag(0);
  expect(missed()).toBe(0);
  await close();
});
