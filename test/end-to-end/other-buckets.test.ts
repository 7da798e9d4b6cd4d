import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfiguration } from "@footnote/runtime";
import { expect, test } from "vitest";
import { newDatabase } from "../../packages/store/testing/new-database.ts";
import { openEmbedded } from "../../services/cli/embedded.ts";

test("S1: a bucket that is not configured any more is not answered from, until it is again", async () => {
  const root = await mkdtemp(join(tmpdir(), "footnote-buckets-"));
  await newDatabase(join(root, "data/postgres"));
  for (const name of ["one", "two"]) {
    await mkdir(join(root, name));
    await writeFile(join(root, name, `${name}.md`), `# ${name}\n\nThe harbour of ${name} is deep.\n`);
  }
  const known = async (...names: string[]) => {
    const buckets = names.map((name) => ({ name, folder: join(root, name), readers: ["everyone"] }));
    const configuration = loadConfiguration({
      environment: {},
      directory: root,
      overrides: { log: "error", data: join(root, "data"), buckets, listen: { port: 0 } },
    });
    const footnote = await openEmbedded(configuration);
    try {
      await footnote.watch(buckets);
      const page = { after: undefined, limit: 10, state: undefined };
      const listed = async () => (await footnote.store.passages.documents(footnote.reader, page)).documents;
      for (;;) {
        const documents = await listed();
        if (documents.length >= names.length && documents.every(({ state }) => state === "live"))
          return documents.map(({ key }) => key);
      }
    } finally {
      await footnote.close();
    }
  };
  expect(await known("one", "two")).toEqual(["one.md", "two.md"]);
  expect(await known("two")).toEqual(["two.md"]);
  expect(await known("one", "two")).toEqual(["one.md", "two.md"]);
  await rm(root, { recursive: true });
});
