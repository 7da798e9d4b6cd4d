import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { openS3Bucket, type S3Bucket } from "@footnote/buckets";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { OrdinaryClient } from "./s3-client.ts";
import { KEYS } from "./server.ts";

/** Between Footnote and the server: passes everything on until it is told to cut connections. */
class Cutter {
  /** Of each connection so many bytes of the server's are passed on, then it is cut. */
  passes = Number.POSITIVE_INFINITY;
  /** How many more connections are cut. */
  cuts = 0;
  passed = 0;
  onCut: () => Promise<void> = async () => undefined;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(target: URL) {
    this.#server = createServer((client) => {
      const server = connect(Number(target.port), target.hostname);
      for (const socket of [client, server]) {
        this.#sockets.add(socket);
        socket.on("error", () => undefined);
        socket.on("close", () => {
          client.destroy();
          server.destroy();
        });
      }
      let ofThis = 0;
      client.pipe(server);
      server.on("data", (data: Buffer) => {
        ofThis += data.length;
        this.passed += data.length;
        client.write(data);
        if (ofThis <= this.passes || this.cuts === 0) return;
        this.cuts--;
        server.pause();
        this.onCut().then(() => client.end());
      });
    });
  }

  static async open(endpoint: string): Promise<Cutter> {
    const cutter = new Cutter(new URL(endpoint));
    cutter.#server.listen(0, "127.0.0.1");
    await once(cutter.#server, "listening");
    return cutter;
  }

  get endpoint(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }
}

const LIMITS = { maxBytes: 100_000_000 };
const MEGABYTE = 1024 ** 2;
const content = (byte: number, megabytes: number) => {
  const bytes = Buffer.alloc(megabytes * MEGABYTE, byte);
  for (let at = 0; at < bytes.length; at += 4_096) bytes.writeUInt32BE(at, at);
  return bytes;
};

let client: OrdinaryClient;
let cutter: Cutter;
let bucket: S3Bucket;
beforeEach(async () => {
  Object.assign(process.env, KEYS);
  client = await OrdinaryClient.makeBucket(inject("endpoint"));
  cutter = await Cutter.open(inject("endpoint"));
  bucket = await openS3Bucket({ name: "docs", url: `s3://${client.name}`, endpoint: cutter.endpoint });
});
afterEach(async () => {
  bucket.close();
  await cutter.close();
});

test("where the connection breaks the rest is asked for, and the object is whole", async () => {
  const whole = content(1, 8);
  await client.put("large.bin", whole);
  cutter.passes = 2 * MEGABYTE;
  cutter.cuts = 3;
  const fetched = await bucket.fetch("large.bin", LIMITS);
  expect(cutter.cuts).toBe(0);
  expect(Buffer.compare(Buffer.from(fetched?.bytes ?? []), whole)).toBe(0);
  // Nothing was asked for twice: from the beginning it would be 14 of them.
  expect(cutter.passed).toBeLessThan(9 * MEGABYTE);
});

test("S2: what is replaced while it is read is read anew, and never half of each", async () => {
  await client.put("large.bin", content(1, 8));
  cutter.passes = 2 * MEGABYTE;
  cutter.cuts = 1;
  cutter.onCut = () => client.put("large.bin", content(2, 8));
  await expect(bucket.fetch("large.bin", LIMITS)).rejects.toMatchObject({ code: "object_unsettled" });
  const fetched = await bucket.fetch("large.bin", LIMITS);
  expect(Buffer.compare(Buffer.from(fetched?.bytes ?? []), content(2, 8))).toBe(0);
});

test("what is deleted while it is read is gone, and a server that always hangs up is not there", async () => {
  await client.put("large.bin", content(1, 8));
  cutter.passes = 2 * MEGABYTE;
  cutter.cuts = 1;
  cutter.onCut = () => client.delete("large.bin");
  expect(await bucket.fetch("large.bin", LIMITS)).toBeUndefined();
  await client.put("other.bin", content(1, 8));
  cutter.onCut = async () => undefined;
  cutter.passes = 100_000;
  cutter.cuts = Number.POSITIVE_INFINITY;
  await expect(bucket.fetch("other.bin", LIMITS)).rejects.toMatchObject({ code: "bucket_absent" });
});

test("R10: of an object that is too large next to nothing is read", async () => {
  await client.put("huge.bin", content(1, 32));
  cutter.passed = 0;
  await expect(bucket.fetch("huge.bin", { maxBytes: MEGABYTE })).rejects.toMatchObject({
    code: "file_too_large",
  });
  await bucket.head("huge.bin");
  expect(cutter.passed).toBeLessThan(8 * MEGABYTE);
});

test("R9: with keys that are wrong by now nothing is said to be gone, and no key is in what is told", async () => {
  await client.put("kept.md", "x");
  for (const [keys, said] of [
    [{ AWS_SECRET_ACCESS_KEY: "wr0ng-secret-key" }, "secret key"],
    [{ AWS_ACCESS_KEY_ID: "nobody-known" }, "access key"],
  ] as const) {
    Object.assign(process.env, KEYS, keys);
    const url = `s3://${client.name}`;
    const known = await openS3Bucket({ name: "docs", url, endpoint: inject("endpoint"), mayBeAbsent: true });
    for (const asked of [
      () => known.place(),
      () => known.head("kept.md"),
      () => known.head("never.md"),
      () => known.fetch("never.md", LIMITS),
      () => Array.fromAsync(known.list()),
    ]) {
      const error = await asked().then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({ code: "bucket_absent", message: expect.stringContaining(said) });
      const told = `${(error as Error).stack} ${((error as Error).cause as Error | undefined)?.stack}`;
      expect(told).not.toMatch(/wr0ng|footnote-secret/);
    }
    known.close();
  }
});
