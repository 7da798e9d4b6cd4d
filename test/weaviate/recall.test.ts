import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, inject } from "vitest";
import { wordAnalyzer } from "../../packages/store/conformance/analyzer.ts";
import { openPgliteClient } from "../../packages/store/pglite/client.ts";
import { migrate } from "../../packages/store/postgres/connection/migrate.ts";
import { indexBuilds } from "../../packages/store/postgres/following/index-builds.ts";
import { indexSource } from "../../packages/store/postgres/following/index-source.ts";
import { RECALL_MODEL, recallPromises } from "../../packages/store/postgres/testing/recall.ts";
import { newDatabase } from "../../packages/store/testing/new-database.ts";
import { openIndex, until } from "./world.ts";

const DOCUMENTS_AT_ONCE = 500;

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

recallPromises(
  "Weaviate",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "footnote-recall-"));
    folders.push(folder);
    await newDatabase(join(folder, "postgres"));
    const client = await openPgliteClient(join(folder, "postgres"));
    await migrate(client);
    return client;
  },
  async (client) => {
    const source = indexSource(client, wordAnalyzer);
    const followed = { indexSource: source, indexBuilds: indexBuilds(client) };
    const index = await openIndex(followed, inject("weaviate"), [RECALL_MODEL]);
    const build = await index.begin();
    for (let after: string | undefined; ; ) {
      const documents = (await source.liveAfter(after, DOCUMENTS_AT_ONCE)).map(({ document }) => document);
      await index.write(build, documents);
      after = documents.at(-1);
      if (documents.length < DOCUMENTS_AT_ONCE) break;
    }
    await until(() => index.isSettled(build));
    await index.serve(build);
    return index;
  },
);
