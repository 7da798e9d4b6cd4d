import { FootnoteError } from "@footnote/contracts";
import { changingSchema } from "../postgres/connection/migrate.ts";
import type { SqlClient } from "../postgres/connection/sql-client.ts";
import { sqlState } from "../postgres/connection/sql-error.ts";

/** What pg_textsearch asks for. */
const OLDEST_SERVER = 17;
const EXTENSIONS = [
  // Scans of an index go on until enough rows pass a reader's filter.
  { name: "vector", oldest: [0, 8], from: "pgvector 0.8 or newer" },
  {
    name: "pg_textsearch",
    oldest: [0, 6],
    from: "pg_textsearch 0.6 or newer, and add it to shared_preload_libraries",
  },
] as const;
const FORBIDDEN = "42501";

/** What the schema is made with, before it is. @throws FootnoteError configuration_invalid, in one line what to do */
export async function requireExtensions(client: SqlClient): Promise<void> {
  const [server] = await client.query<{ encoding: string; version: number }>(
    "SELECT current_setting('server_encoding') AS encoding, current_setting('server_version_num')::int AS version",
  );
  const release = Math.floor((server?.version ?? 0) / 10_000);
  if (release < OLDEST_SERVER) {
    throw new FootnoteError("configuration_invalid", `Postgres ${release} is too old.`, {
      action: `Give the address of a Postgres ${OLDEST_SERVER} or newer in database.url (FOOTNOTE_DATABASE_URL).`,
    });
  }
  if (server?.encoding !== "UTF8") {
    throw new FootnoteError("configuration_invalid", `The database is encoded in ${server?.encoding}.`, {
      action: "Create one with ENCODING 'UTF8' and give its address in database.url (FOOTNOTE_DATABASE_URL).",
    });
  }
  for (const { name, oldest, from } of EXTENSIONS) {
    const [known] = await client.query<{ installed: string | null; available: string }>(
      "SELECT installed_version AS installed, default_version AS available FROM pg_available_extensions WHERE name = $1",
      [name],
    );
    if (known === undefined) {
      throw new FootnoteError("configuration_invalid", `Postgres lacks the extension ${name}.`, {
        action: `Install ${from} on the database's server.`,
      });
    }
    const version = known.installed ?? known.available;
    if (isOlder(version, oldest)) {
      throw new FootnoteError("configuration_invalid", `The extension ${name} ${version} is too old.`, {
        action: isOlder(known.available, oldest)
          ? `Install ${from} on the database's server.`
          : `Have an administrator run ALTER EXTENSION ${name} UPDATE in the database.`,
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

function isOlder(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return ownMajor < major || (ownMajor === major && ownMinor < minor);
}
