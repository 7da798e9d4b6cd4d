import {
  chmodSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isIgnored } from "../ignored.ts";
import { errorCode } from "./failure.ts";
import { type Fixture, keysOf, makeFixture, watchKeys, withoutPrivileges } from "./fixture.ts";
import type { FolderBucket } from "./folder-bucket.ts";

let files: Fixture;
let bucket: FolderBucket;
let close: () => Promise<void>;
let reported: string[];
beforeEach(async () => {
  files = makeFixture();
  reported = [];
  close = async () => {};
});
afterEach(async () => {
  await close();
  files.remove();
});

async function watchBucket(): Promise<void> {
  bucket = await files.open();
  ({ close } = await watchKeys(bucket, (change) => {
    expect(change.bucket).toBe("handbook");
    expect(isIgnored(change.key)).toBe(false);
    reported.push(change.key);
  }));
}

/** Does it and waits until all these keys were reported. Whatever else is reported names nothing that can be read. */
async function expectReports(act: () => void, keys: string[]): Promise<void> {
  reported = [];
  act();
  await vi.waitFor(() => expect(reported).toEqual(expect.arrayContaining(keys)), { timeout: 20_000 });
  for (const key of new Set(reported).difference(new Set(keys)))
    expect(await bucket.head(key).catch(() => undefined)).toBeUndefined();
}

test("a file that is made, changed, replaced, renamed or deleted is reported, and nothing that was there before", async () => {
  files.write("old.md", "");
  await watchBucket();
  expect(reported).toEqual([]);
  await expectReports(() => files.write("a.md", ""), ["a.md"]);
  await expectReports(() => files.write("a.md", "changed"), ["a.md"]);
  await expectReports(() => {
    files.write(".a.md.swp", "replaced");
    renameSync(files.path(".a.md.swp"), files.path("a.md"));
  }, ["a.md"]);
  await expectReports(() => renameSync(files.path("a.md"), files.path("b.md")), ["a.md", "b.md"]);
  await expectReports(() => unlinkSync(files.path("b.md")), ["b.md"]);
  await expectReports(() => utimesSync(files.path("old.md"), 1, 1), ["old.md"]);
});

test("hidden and temporary files are not reported until they get their name", async () => {
  await watchBucket();
  await expectReports(() => {
    for (const key of [".git/a", "~$a.docx", "a.tmp", "a.md~"]) files.write(key, "");
    files.write("a.md.part", "");
    renameSync(files.path("a.md.part"), files.path("a.md"));
  }, ["a.md"]);
});

test("files in folders made later are reported, however deep and fast", async () => {
  await watchBucket();
  await expectReports(() => files.write("a/b/c/d/e.md", ""), ["a/b/c/d/e.md"]);
  await expectReports(() => files.write("a/b/c/d/f.md", ""), ["a/b/c/d/f.md"]);
});

test("a folder that is renamed, moved in or moved out takes its files along", async () => {
  files.write("a/b/c.md", "");
  mkdirSync(join(files.outside, "tree/deep"), { recursive: true });
  writeFileSync(join(files.outside, "tree/deep/d.md"), "");
  await watchBucket();
  await expectReports(() => renameSync(files.path("a"), files.path("z")), ["a/b/c.md", "z/b/c.md"]);
  await expectReports(() => files.write("z/b/c.md", "changed"), ["z/b/c.md"]);
  await expectReports(() => renameSync(join(files.outside, "tree"), files.path("tree")), ["tree/deep/d.md"]);
  await expectReports(() => renameSync(files.path("tree"), join(files.outside, "tree")), ["tree/deep/d.md"]);
});

test("folders that swap names, or are deleted and made again, are watched as what they are now", async () => {
  files.write("a/1.md", "");
  files.write("b/2.md", "");
  await watchBucket();
  await expectReports(() => {
    renameSync(files.path("a"), join(files.outside, "away"));
    renameSync(files.path("b"), files.path("a"));
    renameSync(join(files.outside, "away"), files.path("b"));
  }, ["a/1.md", "a/2.md", "b/1.md", "b/2.md"]);
  await expectReports(() => files.write("a/3.md", ""), ["a/3.md"]);
  await expectReports(() => {
    rmSync(files.path("a"), { recursive: true });
    files.write("a/4.md", "");
  }, ["a/2.md", "a/3.md", "a/4.md"]);
  await expectReports(() => files.write("a/5.md", ""), ["a/5.md"]);
});

test("a file that becomes a folder, and a folder that becomes a file, are reported with what was in them", async () => {
  files.write("a", "");
  await watchBucket();
  await expectReports(() => {
    unlinkSync(files.path("a"));
    files.write("a/b/c.md", "");
  }, ["a", "a/b/c.md"]);
  await expectReports(() => {
    rmSync(files.path("a"), { recursive: true });
    files.write("a", "");
  }, ["a", "a/b/c.md"]);
  await expectReports(() => {
    unlinkSync(files.path("a"));
    mkdirSync(files.path("a"));
  }, ["a"]);
});

test("a change of a file is one of every link to it, and a link that is set anew is reported", async () => {
  files.write("docs/a.md", "");
  files.write("b.md", "");
  symlinkSync("docs/a.md", files.path("one.md"));
  symlinkSync("one.md", files.path("two.md"));
  symlinkSync("docs", files.path("folder"));
  symlinkSync("folder/a.md", files.path("three.md"));
  symlinkSync("four.md", files.path("five.md"));
  symlinkSync("five.md", files.path("four.md"));
  symlinkSync(files.outside, files.path("out"));
  await watchBucket();
  const links = ["one.md", "two.md", "three.md"];
  await expectReports(() => files.write("docs/a.md", "changed"), ["docs/a.md", ...links]);
  await expectReports(() => renameSync(files.path("docs"), files.path("away")), ["away/a.md", ...links]);
  await expectReports(() => files.write("docs/a.md", "again"), ["docs/a.md", ...links]);
  const retarget = (link: string, target: string) => {
    unlinkSync(files.path(link));
    symlinkSync(target, files.path(link));
  };
  await expectReports(() => retarget("folder", "away"), ["three.md"]);
  await expectReports(() => files.write("away/a.md", "moved"), ["away/a.md", "three.md"]);
  await expectReports(() => retarget("one.md", "b.md"), ["one.md", "two.md"]);
  await expectReports(() => files.write("b.md", "changed"), ["b.md", "one.md", "two.md"]);
  await expectReports(() => writeFileSync(join(files.outside, "elsewhere.md"), ""), []);
});

test("a name that is no UTF-8 is reported, so that somebody learns of it", async () => {
  await watchBucket();
  const path = Buffer.from(files.path("caf\xe9.md"), "latin1");
  await expectReports(() => writeFileSync(path, ""), ["caf\uFFFD.md"]);
  await expectReports(() => unlinkSync(path), ["caf\uFFFD.md"]);
});

test("a bucket's folder that goes away is said once each time, and watched again when it is back", async () => {
  files.write("a.md", "");
  files.write("docs/b.md", "");
  await watchBucket();
  await expectReports(() => renameSync(files.root, `${files.root}-away`), ["a.md", "docs/b.md"]);
  await vi.waitFor(() => expect(files.errors).toMatchObject([{ code: "bucket_absent" }]));
  await expectReports(() => renameSync(`${files.root}-away`, files.root), ["a.md", "docs/b.md"]);
  await expectReports(() => files.write("docs/c.md", ""), ["docs/c.md"]);
  expect(files.errors).toHaveLength(1);
  renameSync(files.root, `${files.root}-away`);
  await vi.waitFor(() => expect(files.errors).toHaveLength(2), { timeout: 20_000 });
});

test("a folder that may not be read is reported, and so are its files when it may", async () => {
  chmodSync(files.outside, 0o755);
  await withoutPrivileges(async () => {
    await watchBucket();
    const asOwner = (act: () => void) => () => {
      const user = process.geteuid?.() ?? 0;
      if (process.getuid?.() === 0) process.seteuid?.(0);
      act();
      process.seteuid?.(user);
    };
    const closeFolder = asOwner(() => {
      files.write(".new/b.md", "");
      chmodSync(files.path(".new"), 0);
      renameSync(files.path(".new"), files.path("closed"));
    });
    await expectReports(closeFolder, ["closed"]);
    await expectReports(
      asOwner(() => chmodSync(files.path("closed"), 0o755)),
      ["closed/b.md"],
    );
    await expectReports(
      asOwner(() => files.write("closed/c.md", "")),
      ["closed/c.md"],
    );
  });
});

test("after close nothing is reported", async () => {
  await watchBucket();
  await close();
  files.write("a.md", "");
  const { close: closeSecond } = await watchKeys(bucket, ({ key }) => reported.push(`second ${key}`));
  await expectReports(() => files.write("b.md", ""), ["second b.md"]);
  await closeSecond();
});

/** A seeded generator, mulberry32: the same seed makes the same run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

test("whoever looks at every reported key, and at nothing else, knows all that is there after 500 rapid changes", async () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
  console.info(`seed ${seed}`);
  const random = generator(seed);
  const names = ["a", "b", "c.md", "d.md"];
  const anyPath = () => files.path(Array.from({ length: 1 + random(3) }, () => names[random(4)]).join("/"));
  const actions: (() => void)[] = [
    () => writeFileSync(anyPath(), `${random(100)}`),
    () => writeFileSync(anyPath(), `${random(100)}`),
    () => mkdirSync(anyPath(), { recursive: true }),
    () => renameSync(anyPath(), anyPath()),
    () => rmSync(anyPath(), { recursive: true }),
    () => unlinkSync(anyPath()),
    () => symlinkSync(anyPath(), anyPath()),
    () => {
      const path = anyPath();
      writeFileSync(join(dirname(path), ".new.swp"), `${random(100)}`);
      renameSync(join(dirname(path), ".new.swp"), path);
    },
  ];

  const known = new Map<string, string>();
  await watchBucket();
  let looking = Promise.resolve();
  const look = async (key: string) => {
    const found = await bucket.head(key).catch(({ code }) => ({ etag: code }));
    if (found === undefined) known.delete(key);
    else known.set(key, found.etag);
  };
  const { close: closeLooking } = await watchKeys(bucket, ({ key }) => {
    looking = looking.then(() => look(key));
  });

  for (let done = 0; done < 500; ) {
    try {
      actions[random(actions.length)]?.();
      done++;
    } catch (error) {
      // What a random path does not allow: a folder where a file is, a name that is not there.
      expect(errorCode(error)).toMatch(/^E/);
    }
    if (random(20) === 0) await new Promise((resolve) => setImmediate(resolve));
    if (random(100) === 0) await new Promise((resolve) => setTimeout(resolve, random(10)));
  }

  const truth: Record<string, string> = {};
  for await (const { key } of bucket.list()) {
    const found = await bucket.head(key).catch(({ code }) => ({ etag: code as string }));
    truth[key] = found?.etag ?? "gone";
  }
  const survivors = Object.keys(truth);
  await vi.waitFor(() => expect(Object.fromEntries(known)).toMatchObject(truth), { timeout: 30_000 });
  expect(await keysOf(bucket)).toEqual(survivors.toSorted());
  // Two watches hear of it, each in its own time.
  await vi.waitFor(() => expect(reported).toEqual(expect.arrayContaining(survivors)), { timeout: 30_000 });

  for (const name of readdirSync(files.root)) rmSync(files.path(name), { recursive: true });
  const left = () => survivors.filter((key) => known.has(key));
  await vi.waitFor(() => expect(left()).toEqual([]), { timeout: 30_000 });
  expect(files.errors).toEqual([]);
  await looking;
  await closeLooking();
});
