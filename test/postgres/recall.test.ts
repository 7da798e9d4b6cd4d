import { inject } from "vitest";
import { openPgClient } from "../../packages/store/pg/client.ts";
import { migrate } from "../../packages/store/postgres/connection/migrate.ts";
import { recallPromises } from "../../packages/store/postgres/testing/recall.ts";
import { newDatabase } from "./database.ts";

recallPromises("Postgres", async () => {
  const url = await newDatabase(inject("postgres"));
  const client = await openPgClient({ url, connections: 1, statementMilliseconds: 60_000 });
  await migrate(client);
  return client;
});
