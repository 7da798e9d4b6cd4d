import { FootnoteError } from "@footnote/contracts";
import { changingSchema } from "../postgres/connection/migrate.ts";
import type { SqlClient } from "../postgres/connection/sql-client.ts";
import { sqlState } from "../postgres/connection/sql-error.ts";

const EXTENSIONS = [
  { name: "vector", from: "pgvector 0.8 or newer" },
  { name: "pg_textsearch", from: "pg_textsearch 0.6 or newer, and add it to shared_preload_libraries" },
];
const FORBIDDEN = "42501";

/** What the schema is made with, before it is. @throws FootnoteError configuration_invalid, in one line what to do */
export async function requireExtensions(client: SqlClient): Promise<void> {
  const [server] = await client.query<{ encoding: string }>(
    "SELECT current_setting('server_encoding') AS encoding",
  );
  if (server?.encoding !== "UTF8") {
    throw new FootnoteError("configuration_invalid", `The database is encoded in ${server?.encoding}.`, {
      action: "Create one with ENCODING 'UTF8' and give its address.",
    });
  }
  for (const { name, from } of EXTENSIONS) {
    const [known] = await client.query<{ installed: string | null }>(
      "SELECT installed_version AS installed FROM pg_available_extensions WHERE name = $1",
      [name],
    );
    if (known === undefined) {
      throw new FootnoteError("configuration_invalid", `Postgres lacks the extension ${name}.`, {
        action: `Install ${from} on the database's server.`,
      });
    }
    if (known.installed !== null) continue;
    await changingSchema(client, async (session) => {
      await session.query(`CREATE EXTENSION IF NOT EXISTS ${name}`);
    }).catch((cause: unknown) => {
      throw new FootnoteError("configuration_invalid", `The extension ${name} cannot be switched on.`, {
        action:
          sqlState(cause) === FORBIDDEN
            ? `Have an administrator run CREATE EXTENSION ${name} in the database.`
            : `Install ${from} on the database's server.`,
        cause,
      });
    });
  }
}
