import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { migrate } from "../postgres/connection/migrate.ts";
import { recallPromises } from "../postgres/testing/recall.ts";
import { emptyDatabase } from "../testing/new-database.ts";
import { openPgliteClient } from "./client.ts";

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

recallPromises("PGlite", async () => {
  const folder = await mkdtemp(join(tmpdir(), "footnote-recall-"));
  folders.push(folder);
  await emptyDatabase(folder);
  const client = await openPgliteClient(folder);
  await migrate(client);
  return client;
});
