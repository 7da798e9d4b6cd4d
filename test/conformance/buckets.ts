import type { BucketObject, WritableBucket } from "@footnote/contracts";
import { expect, test } from "vitest";

/** A bucket, and the hand of somebody who works in it without Footnote. */
export interface BucketWorld {
  readonly bucket: WritableBucket;
  put(key: string, content: string | Uint8Array): Promise<void>;
  delete(key: string): Promise<void>;
  /** Takes the place of the bucket away, whatever lies in it. */
  vanish(): Promise<void>;
  close(): Promise<void>;
}

const LIMITS = { maxBytes: 1_000_000 };
/** What differs between keys, forms, XML, paths and text. */
const KEYS = [
  "plain.md",
  "a b.md",
  "a+b.md",
  "a%20b.md",
  "a%2Bb.md",
  "100%.md",
  "ordner/ü/é.md",
  "decomposed-e\u0301.md",
  "日本語.md",
  "smile😀.md",
  "x&y<z>'\".md",
  "q?x=1#h.md",
  " leading.md",
  "trailing .md ",
  "line\nfeed.md",
  "tab\t.md",
  "back\\slash.md",
  "upper/CASE.md",
  "upper/case.md",
];

/** What every bucket promises, whatever keeps it. */
export function bucketPromises(open: () => Promise<BucketWorld>): void {
  const promise = (title: string, hold: (world: BucketWorld) => Promise<void>) =>
    test(title, async () => {
      const world = await open();
      try {
        world.bucket.recognise(await world.bucket.place());
        await hold(world);
      } finally {
        await world.close();
      }
    });

  promise(
    "an object is listed, described and fetched alike, and unchanged until it changes",
    async (world) => {
      const { bucket } = world;
      await world.put("notes/one.md", "first");
      const [listed] = await all(bucket);
      const described = await bucket.head("notes/one.md");
      const fetched = await bucket.fetch("notes/one.md", LIMITS);
      expect(described).toMatchObject({ key: "notes/one.md", size: 5, etag: listed?.etag });
      expect(listed).toMatchObject({ key: "notes/one.md", size: 5 });
      expect(text(fetched)).toBe("first");
      expect(fetched?.etag).toBe(listed?.etag);
      expect(Math.abs((described?.modifiedAt.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
      await world.put("notes/one.md", "other");
      expect((await bucket.head("notes/one.md"))?.etag).not.toBe(listed?.etag);
      expect(text(await bucket.fetch("notes/one.md", LIMITS))).toBe("other");
    },
  );

  promise("a key comes back as it is, whatever it holds", async (world) => {
    for (const key of KEYS) await world.put(key, key);
    expect((await all(world.bucket)).map(({ key }) => key).sort()).toEqual([...KEYS].sort());
    for (const key of KEYS) {
      expect([key, (await world.bucket.head(key))?.key]).toEqual([key, key]);
      expect([key, text(await world.bucket.fetch(key, LIMITS))]).toEqual([key, key]);
    }
  });

  promise("a listing is whole beyond a page, each object once", async (world) => {
    const keys = Array.from({ length: 1_050 }, (_, index) => `many/${index % 7}/${index}.md`);
    for (let start = 0; start < keys.length; start += 50)
      await Promise.all(keys.slice(start, start + 50).map((key) => world.put(key, "x")));
    expect((await all(world.bucket)).map(({ key }) => key).sort()).toEqual([...keys].sort());
  });

  promise(
    "nothing lies where nothing was put, or where it was deleted, below an object as anywhere",
    async (world) => {
      const { bucket } = world;
      await world.put("gone.md", "x");
      await world.put("folder/stays.md", "x");
      await world.delete("gone.md");
      for (const key of ["gone.md", "never.md", "folder/stays.md/below.md"])
        expect([await bucket.head(key), await bucket.fetch(key, LIMITS)]).toEqual([undefined, undefined]);
      expect((await all(bucket)).map(({ key }) => key)).toEqual(["folder/stays.md"]);
    },
  );

  promise("what nobody put there to be read is not seen", async (world) => {
    for (const key of [".hidden.md", "~$lock.docx", "deep/.git/config", "Thumbs.db"])
      await world.put(key, "x");
    await world.put("seen.md", "x");
    expect((await all(world.bucket)).map(({ key }) => key)).toEqual(["seen.md"]);
    for (const key of [".hidden.md", "deep/.git/config"]) {
      await expect(world.bucket.head(key)).rejects.toMatchObject({ code: "object_refused" });
      await expect(world.bucket.fetch(key, LIMITS)).rejects.toMatchObject({ code: "object_refused" });
    }
  });

  promise("an object larger than the limit is refused, one of exactly its size is not", async (world) => {
    const { bucket } = world;
    await world.put("large.txt", new Uint8Array(2_000).fill(97));
    expect((await bucket.fetch("large.txt", { maxBytes: 2_000 }))?.bytes.byteLength).toBe(2_000);
    await expect(bucket.fetch("large.txt", { maxBytes: 1_999 })).rejects.toMatchObject({
      code: "file_too_large",
    });
  });

  promise("an upload is whole or not at all, and replaces what was there", async (world) => {
    const { bucket } = world;
    const large = Buffer.alloc(20 * 1024 ** 2, "0123456789abcdef");
    const written = await bucket.put("up/load.txt", pieces(large), { maxBytes: large.byteLength });
    expect(written).toMatchObject({ key: "up/load.txt", size: large.byteLength });
    const fetched = await bucket.fetch("up/load.txt", { maxBytes: large.byteLength });
    expect(fetched?.etag).toBe(written.etag);
    expect(Buffer.compare(Buffer.from(fetched?.bytes ?? []), large)).toBe(0);
    const tooLarge = bucket.put("up/load.txt", pieces(large), { maxBytes: large.byteLength - 1 });
    await expect(tooLarge).rejects.toMatchObject({ code: "file_too_large" });
    const broken = bucket.put("up/other.txt", failing(), { maxBytes: large.byteLength });
    await expect(broken).rejects.toThrow();
    expect(await all(bucket)).toEqual([expect.objectContaining({ key: "up/load.txt", etag: written.etag })]);
    expect(await bucket.delete("up/load.txt")).toBe(true);
    expect(await bucket.delete("up/load.txt")).toBe(false);
    expect(await all(bucket)).toEqual([]);
  });

  promise(
    "a name that cannot be one, or that nobody would see, is refused with what to do",
    async ({ bucket }) => {
      for (const key of ["", ".hidden.md", "a\0b.md", `${"x".repeat(1_025)}.md`]) {
        const refused = await bucket
          .put(key, pieces(Buffer.from("x")), LIMITS)
          .catch((error: unknown) => error);
        expect(refused).toMatchObject({
          code: "object_refused",
          action: expect.stringContaining("another name"),
        });
      }
    },
  );

  promise("R9: of a bucket that is not there nothing is said to be gone", async (world) => {
    const { bucket } = world;
    await world.put("kept.md", "x");
    await world.vanish();
    for (const asked of [
      () => bucket.head("kept.md"),
      () => bucket.head("never.md"),
      () => bucket.fetch("kept.md", LIMITS),
      () => all(bucket),
      () => bucket.put("new.md", pieces(Buffer.from("x")), LIMITS),
      () => bucket.delete("kept.md"),
      () => bucket.place(),
    ])
      await expect(asked()).rejects.toMatchObject({ code: "bucket_absent", retryable: true });
  });

  promise("R9: at a place that is not the one that is known nothing is said to be gone", async (world) => {
    const { bucket } = world;
    await world.put("here.md", "x");
    bucket.recognise({ identity: "another place", parts: [] });
    for (const asked of [
      () => bucket.head("never.md"),
      () => bucket.fetch("here.md", LIMITS),
      () => all(bucket),
    ])
      await expect(asked()).rejects.toMatchObject({ code: "bucket_absent" });
    expect(text(await bucket.peek("here.md", LIMITS))).toBe("x");
  });
}

const all = (bucket: WritableBucket): Promise<BucketObject[]> => Array.fromAsync(bucket.list());

function text(object: { readonly bytes: Uint8Array } | undefined): string | undefined {
  return object && Buffer.from(object.bytes).toString();
}

async function* pieces(content: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < content.byteLength; start += 65_536)
    yield content.subarray(start, start + 65_536);
}

async function* failing(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(10_000_000);
  throw new Error("Whoever sent it hung up.");
}
