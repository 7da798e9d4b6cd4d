import { openS3Bucket } from "@footnote/buckets";
import { loadSqs } from "@footnote/events";
import { openLogger, systemClock } from "@footnote/runtime";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { changeSourcePromises, openCollector } from "../conformance/change-sources.ts";
import { eventually } from "../end-to-end/footnote.ts";
import { newDatabase } from "../postgres/database.ts";
import { FaultProxy } from "../support/fault-proxy.ts";
import { newsOf, Processes, search, untilLive } from "./processes.ts";
import { awsNotification, TestQueue } from "./queue.ts";
import { OrdinaryClient } from "./s3-client.ts";
import { KEYS, SqsServer } from "./server.ts";

Object.assign(process.env, KEYS);
const PATIENCE = { timeout: 300_000 };
const { sqsChanges, checkSqs } = await loadSqs();

let server: SqsServer;
let queue: TestQueue;
beforeAll(async () => {
  server = await SqsServer.start();
});
beforeEach(async () => {
  queue = await TestQueue.make(server);
});
afterAll(() => server.close());

const keyOf = (bucket: string, key: string) => (bucket === "docs-in-s3" ? key : undefined);
/** What one more process hears of the queue. */
function changesOf(queueUrl = queue.url) {
  return sqsChanges({ queueUrl }, { clock: systemClock, log: openLogger("silent") });
}
const sourceOf = (queueUrl = queue.url) => changesOf(queueUrl).of("docs", keyOf);
const sendKeys = async (...keys: string[]) => {
  for (const key of keys) await queue.send(awsNotification("docs-in-s3", key));
};
const untilEmpty = () =>
  eventually(
    () => queue.count(),
    (count) => count === 0,
  );

describe("a bucket of S3 whose notifications go to a queue", () =>
  changeSourcePromises(async () => {
    const own = await TestQueue.make(server);
    const bucket = await openS3Bucket({
      name: "docs",
      url: "s3://docs-in-s3/below",
      endpoint: inject("endpoint"),
      mayBeAbsent: true,
    });
    const tell = (key: string) => own.send(awsNotification("docs-in-s3", `below/${key}`));
    return {
      source: changesOf(own.url).of("docs", bucket.keyOf),
      put: tell,
      delete: tell,
      close: async () => bucket.close(),
    };
  }));

test("each form of a notification is read; a message is deleted when its looks are durable, and not before", async () => {
  let isOpen = false;
  const { offered, queued, handler } = openCollector(async () => {
    if (!isOpen) throw new Error("The store is not there.");
  });
  const { close } = await sourceOf().subscribe(handler);
  const plain = awsNotification("docs-in-s3", "plain ü+.md");
  const bridged = (key: string) => ({
    version: "0",
    "detail-type": "Object Tags Added",
    source: "aws.s3",
    detail: { bucket: { name: "docs-in-s3" }, object: { key } },
  });
  const bySns = (Message: string) => JSON.stringify({ Type: "Notification", TopicArn: "arn", Message });
  await queue.send(plain);
  await queue.send(bySns(awsNotification("docs-in-s3", "sns.md")));
  await queue.send(JSON.stringify(bridged("bridged a+b%20.md")));
  await queue.send(bySns(JSON.stringify(bridged("bridged by sns.md"))));
  await queue.send(JSON.stringify({ Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "docs-in-s3" }));
  await queue.send(awsNotification("another", "others.md"));
  await eventually(
    async () => new Set(offered.map(({ key }) => key)).size,
    (size) => size === 4,
  );
  expect(await queue.count()).toBeGreaterThan(0);
  isOpen = true;
  await untilEmpty();
  const keys = ["bridged a+b%20.md", "bridged by sns.md", "plain ü+.md", "sns.md"];
  expect([...queued.keys()].sort()).toEqual(keys);
  await close();
});

test("messages that are no events go to the dead letters as they were, with why, and hold nobody up", async () => {
  const { queued, handler } = openCollector();
  const { close } = await sourceOf().subscribe(handler);
  const own = {
    own: { DataType: "String", StringValue: "kept" },
    bytes: { DataType: "Binary", BinaryValue: Uint8Array.of(0, 255, 7) },
  };
  const full = Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [`own${index}`, { DataType: "Number", StringValue: "1" }]),
  );
  const long = "x".repeat(256 * 1024 - 100);
  await queue.send(" not JSON: <ü>\r\n\t", own);
  await queue.send("{}", full);
  await queue.send(long);
  await sendKeys("good.md");
  await untilEmpty();
  expect([...queued.keys()]).toEqual(["good.md"]);
  const dead = new Map(
    (await queue.messagesOf(`${queue.name}-dlq`)).map((message) => [message.Body, message.MessageAttributes]),
  );
  expect([...dead.keys()].sort()).toEqual([" not JSON: <ü>\r\n\t", "{}", long].sort());
  expect(dead.get(" not JSON: <ü>\r\n\t")).toMatchObject({
    own: { StringValue: "kept" },
    "x-original-queue": { StringValue: queue.name },
    "x-original-message-id": { StringValue: expect.stringMatching(/-/) },
    "x-original-timestamp": { StringValue: expect.stringMatching(/^\d{13}$/) },
    "x-error-code": { StringValue: "not_a_notification" },
    "x-error-message": { StringValue: "The record is not JSON." },
    "x-error-at": { StringValue: expect.stringMatching(/Z$/) },
  });
  expect(Buffer.from(dead.get(" not JSON: <ü>\r\n\t")?.bytes?.BinaryValue ?? [])).toEqual(
    Buffer.from([0, 255, 7]),
  );
  expect(Object.keys(dead.get("{}") ?? {})).toEqual(expect.arrayContaining(Object.keys(full)));
  await close();
});

test("dead letters go where the queue's own redrive policy says", async () => {
  const grave = await TestQueue.make(server);
  const redriving = await TestQueue.make(server, {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: await grave.arn(), maxReceiveCount: "50" }),
  });
  const { close } = await sourceOf(redriving.url).subscribe(openCollector().handler);
  await redriving.send("no event");
  await eventually(
    () => grave.count(),
    (count) => count === 1,
  );
  expect((await grave.messagesOf(grave.name)).map(({ Body }) => Body)).toEqual(["no event"]);
  await close();
});

test("processes share a queue: what one is busy with longer than messages are hidden, no other is given", async () => {
  const done = Promise.withResolvers<void>();
  const busy = openCollector(() => done.promise);
  const one = await sourceOf().subscribe(busy.handler);
  await sendKeys("slow.md");
  await eventually(
    async () => busy.offered.length,
    (length) => length === 1,
  );
  const other = openCollector();
  const two = await sourceOf().subscribe(other.handler);
  // Hidden for 30 s each time.
  await new Promise((resolve) => setTimeout(resolve, 40_000));
  expect(other.offered).toEqual([]);
  done.resolve();
  await untilEmpty();
  await sendKeys(...Array.from({ length: 40 }, (_, index) => `${index}.md`));
  await untilEmpty();
  const keys = [...busy.queued.keys(), ...other.queued.keys()];
  expect(new Set(keys).size).toBe(41);
  await Promise.all([one.close(), two.close()]);
});

test("what a process that stops has not finished is another's at once", async () => {
  const hanging = openCollector(() => new Promise(() => undefined));
  const first = await sourceOf().subscribe(hanging.handler);
  await sendKeys("a.md");
  await eventually(
    async () => hanging.offered.length,
    (length) => length > 0,
  );
  await first.close();
  // By an ordinary client, which is not given what is hidden.
  expect(await queue.messagesOf(queue.name)).toHaveLength(1);
});

test("two buckets hear by one queue, each of its own; what is for one that is not heard of yet waits for it", async () => {
  const changes = changesOf();
  const sources = ["a", "b"].map((name) =>
    changes.of(name, (bucket, key) => (bucket === name ? key : undefined)),
  );
  const [a, b] = [openCollector(), openCollector()];
  const first = await sources[0]?.subscribe(a.handler);
  await queue.send(awsNotification("b", "for b.md"));
  await queue.send(awsNotification("a", "for a.md"));
  await eventually(
    async () => a.queued.size,
    (size) => size === 1,
  );
  const second = await sources[1]?.subscribe(b.handler);
  await untilEmpty();
  expect(new Set(a.offered.map(({ bucket, key }) => `${bucket} ${key}`))).toEqual(new Set(["a for a.md"]));
  expect(new Set(b.offered.map(({ bucket, key }) => `${bucket} ${key}`))).toEqual(new Set(["b for b.md"]));
  await first?.close();
  await second?.close();
});

test(
  "a server that goes away and comes back is asked again, says so meanwhile, and has the bucket compared",
  PATIENCE,
  async () => {
    const proxy = await FaultProxy.open(Number(new URL(server.endpoint).port));
    const source = sourceOf(queue.url.replace(/:\d+/, `:${proxy.port}`));
    const { queued, missed, handler } = openCollector();
    const { close } = await source.subscribe(handler);
    expect(source.news()).toMatchObject({ state: "arriving" });
    proxy.fault = "reset";
    await eventually(
      async () => source.news(),
      ({ state }) => state === "broken",
    );
    expect(source.news()).toMatchObject({ reason: expect.stringContaining(queue.name), lag: null });
    await sendKeys("meanwhile.md");
    proxy.fault = "none";
    await eventually(
      async () => queued.size,
      (size) => size === 1,
    );
    expect(missed()).toBeGreaterThan(0);
    expect(source.news()).toMatchObject({ state: "arriving", reason: null });
    await close();
    await proxy.close();
  },
);

test("what is wrong is one line that names the setting, without any key", async () => {
  const wrong = async (queueUrl: string) => {
    const error = await checkSqs({ queueUrl }).then(
      () => undefined,
      (error: unknown) => error as Error & { action: string; code: string },
    );
    expect(`${error?.message}${error?.action}${error?.stack}${String(error?.cause)}`).not.toContain(
      KEYS.AWS_SECRET_ACCESS_KEY,
    );
    expect(error?.message).not.toContain("\n");
    expect(error?.action).toContain("FOOTNOTE_EVENTS_SQS_QUEUE_URL");
    return [error?.code, error?.message];
  };
  const host = new URL(server.endpoint).host;
  expect(await wrong(`${server.endpoint}/000000000000/missing`)).toEqual([
    "configuration_invalid",
    `The queue missing (${host}) does not exist.`,
  ]);
  expect(await wrong("http://127.0.0.1:1/000000000000/footnote")).toEqual([
    "unavailable",
    "The queue footnote (127.0.0.1:1) cannot be reached (ECONNREFUSED).",
  ]);
  expect(await wrong("http://nobody.invalid/000000000000/footnote")).toEqual([
    "unavailable",
    "The queue footnote (nobody.invalid) is at a host that nobody knows.",
  ]);
});

test(
  "S2: the product hears of what an ordinary client puts by a queue, and says whether events arrive",
  PATIENCE,
  async () => {
    const client = await OrdinaryClient.makeBucket(inject("endpoint"));
    await client.put("first.md", "# Otters\n\nOtters sleep in the reed.\n");
    const processes = await Processes.open({
      database: await newDatabase(inject("postgres")),
      endpoint: inject("endpoint"),
      queue: queue.url,
      bucket: client.name,
    });
    try {
      const service = await processes.start("up");
      await untilLive(service, 1);
      expect(await newsOf(service)).toMatchObject({ state: "arriving" });
      await client.put("second.md", "# Badgers\n\nBadgers sleep in the burrow.\n");
      await queue.send(awsNotification(client.name, "second.md"));
      await untilLive(service, 2);
      expect((await search(service, "Where do badgers sleep?"))[0]).toMatchObject({ key: "second.md" });
      await untilEmpty();
    } finally {
      await processes.close();
    }
  },
);
