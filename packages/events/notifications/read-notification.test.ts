import fc from "fast-check";
import { expect, test } from "vitest";
import { readNotification } from "./read-notification.ts";

type Form = (bucket: string, key: string) => object;

/** As Go's url.QueryEscape and Java's URLEncoder write it. */
const encoded = (key: string) => encodeURIComponent(key).replaceAll("%20", "+");

/** As each server sends them, shortened to what may matter: field names and where the key stands. */
const FORMS: Readonly<Record<string, Form>> = {
  aws: (bucket, key) => ({
    Records: [
      {
        eventVersion: "2.4",
        eventSource: "aws:s3",
        awsRegion: "eu-central-1",
        eventName: "ObjectCreated:Put",
        s3: {
          s3SchemaVersion: "1.0",
          configurationId: "notes",
          bucket: { name: bucket },
          object: { key: encoded(key) },
        },
      },
    ],
  }),
  minio: (bucket, key) => ({
    EventName: "s3:ObjectCreated:Put",
    Key: `${bucket}/${key}`,
    Records: [
      {
        eventVersion: "2.0",
        eventSource: "minio:s3",
        awsRegion: "",
        eventName: "s3:ObjectCreated:Put",
        s3: {
          s3SchemaVersion: "1.0",
          configurationId: "Config",
          bucket: { name: bucket },
          object: { key: encoded(key) },
        },
        source: { host: "127.0.0.1", port: "", userAgent: "MinIO" },
      },
    ],
  }),
  versitygw: (bucket, key) => ({
    Records: [
      {
        eventVersion: "2.2",
        eventSource: "aws:s3",
        awsRegion: "us-east-1",
        eventName: "s3:ObjectRemoved:Delete",
        s3: {
          s3SchemaVersion: "1.0",
          configurationId: "webhook-global",
          bucket: { name: bucket },
          object: { key },
        },
      },
    ],
  }),
};

const bytes = (message: unknown) => Buffer.from(JSON.stringify(message));
const anyKey = fc.oneof(
  fc.string({ unit: "binary", minLength: 1 }),
  fc.string({ unit: fc.constantFrom("%", "+", " ", "2", "0", "B", "/", "\n", "ü"), minLength: 1 }),
);

test.each(Object.keys(FORMS))("a key comes out of %s's form as it went in, whatever it holds", (server) => {
  fc.assert(
    fc.property(anyKey, (key) => {
      const message = FORMS[server]?.("docs", key);
      expect(readNotification(bytes(message))).toEqual({
        objects: [{ bucket: "docs", keys: [key] }],
        problem: undefined,
      });
    }),
  );
});

test("of an unknown server's form, where the key may or may not be encoded, both are looked at", () => {
  const message = (key: string) => ({
    Records: [{ eventName: "s3:ObjectCreated:Put", s3: { bucket: { name: "docs" }, object: { key } } }],
  });
  expect(readNotification(bytes(message("a%20b+c.md"))).objects[0]?.keys).toEqual(["a b c.md", "a%20b+c.md"]);
  expect(readNotification(bytes(message("plain.md"))).objects[0]?.keys).toEqual(["plain.md"]);
  expect(readNotification(bytes(message("100%.md"))).objects[0]?.keys).toEqual(["100%.md"]);
});

test("what SNS passes on is read, as a queue of SQS has it, and a test event is no news and no problem", () => {
  const inner = FORMS.aws?.("docs", "a b.md");
  const passedOn = { Type: "Notification", TopicArn: "arn:aws:sns:…", Message: JSON.stringify(inner) };
  expect(readNotification(bytes(passedOn)).objects).toEqual([{ bucket: "docs", keys: ["a b.md"] }]);
  const testEvent = { Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "docs" };
  expect(readNotification(bytes(testEvent))).toEqual({ objects: [], problem: undefined });
});

test("an event of EventBridge names its object, whose key is not encoded, whatever happened to it and whoever passes it on", () => {
  const event = (type: string) => ({
    version: "0",
    id: "17793124-05d4-b198-2fde-7ededc63b103",
    "detail-type": type,
    source: "aws.s3",
    account: "111122223333",
    resources: ["arn:aws:s3:::docs"],
    detail: {
      version: "0",
      bucket: { name: "docs" },
      object: { key: "a b+%41 ü.md", etag: "1" },
      requester: "x",
    },
  });
  const objects = [{ bucket: "docs", keys: ["a b+%41 ü.md"] }];
  for (const type of ["Object Created", "Object Deleted", "Object Tags Added"])
    expect(readNotification(bytes(event(type)))).toEqual({ objects, problem: undefined });
  const passedOn = { Type: "Notification", Message: JSON.stringify(event("Object Created")) };
  expect(readNotification(bytes(passedOn)).objects).toEqual(objects);
  for (const other of [{ source: "aws.ec2" }, { detail: { bucket: { name: "docs" } } }])
    expect(readNotification(bytes({ ...event("Object Created"), ...other })).problem).toMatch(/no Records/);
});

test("what is no notification is a problem that tells nothing of its content, and what can be read beside it is", () => {
  for (const value of [
    null,
    Buffer.from(""),
    Buffer.from("secret"),
    Buffer.from([0xff, 0xfe, 0x00]),
    bytes("secret"),
    bytes(null),
    bytes([]),
    bytes({ secret: 1 }),
    bytes({ Records: [] }),
    bytes({ Records: "secret" }),
    bytes({ Records: [{ secret: 1 }, null] }),
    bytes({ Type: "Notification", Message: "secret" }),
  ]) {
    const { objects, problem } = readNotification(value);
    expect([String(value), objects]).toEqual([String(value), []]);
    expect(problem).toMatch(/^\S/);
    expect(problem).not.toContain("secret");
  }
  const [good] = ((FORMS.aws as Form)("docs", "good.md") as { Records: object[] }).Records;
  expect(readNotification(bytes({ Records: [good, { secret: 1 }] }))).toEqual({
    objects: [{ bucket: "docs", keys: ["good.md"] }],
    problem: "1 of its Records name no bucket and key of S3.",
  });
});
