import { FootnoteError } from "@footnote/contracts";
import { DatabaseError } from "pg";

/** Where a person corrects it. */
const SETTING = "database.url (FOOTNOTE_DATABASE_URL)";

/** What may be said of where the database is: never its password. */
export interface Address {
  readonly host: string;
  readonly user: string;
  readonly database: string;
}

/** @throws FootnoteError configuration_invalid */
export function readAddress(url: string): Address {
  const read = URL.parse(url);
  if (read === null || !["postgres:", "postgresql:"].includes(read.protocol) || read.hostname === "") {
    throw new FootnoteError("configuration_invalid", "The address of the database is none of a Postgres.", {
      action: `Write ${SETTING} as postgres://user:password@host:port/database, with what is no letter or digit in the password percent-encoded.`,
    });
  }
  const user = decodeURIComponent(read.username);
  return {
    host: `${read.hostname}:${read.port || 5432}`,
    user,
    database: decodeURIComponent(read.pathname.slice(1)) || user,
  };
}

/** SQLSTATEs with which Postgres turns a new session away for good. */
const WRONG_USER = new Set(["28000", "28P01"]);
const NO_DATABASE = "3D000";
const TOO_MANY = "53300";

/** Why there is no session, or no longer one. */
export function unreachable({ host, user, database }: Address, error: unknown): FootnoteError {
  const code = error instanceof DatabaseError ? error.code : undefined;
  if (WRONG_USER.has(code ?? "")) {
    return new FootnoteError("configuration_invalid", `Postgres at ${host} does not let ${user} in.`, {
      action: `Correct the user or password in ${SETTING}, or pg_hba.conf on the server.`,
      cause: error,
    });
  }
  if (code === NO_DATABASE) {
    return new FootnoteError("configuration_invalid", `Postgres at ${host} has no database ${database}.`, {
      action: `Create it with CREATE DATABASE "${database}" ENCODING 'UTF8', or correct ${SETTING}.`,
      cause: error,
    });
  }
  if (code === TOO_MANY) {
    return new FootnoteError("store_failed", `Postgres at ${host} has no session left.`, {
      action: "It is tried again by itself; if it stays, raise max_connections on the server.",
      cause: error,
    });
  }
  if (isUnknownHost(error)) {
    return new FootnoteError("store_failed", `No host is known by the name in ${host}.`, {
      action: `Correct ${SETTING}, or how names are resolved here.`,
      cause: error,
    });
  }
  if (isAboutTls(error)) {
    return new FootnoteError("store_failed", `Postgres at ${host} cannot be spoken to over TLS.`, {
      action: `Correct sslmode or sslrootcert in ${SETTING}, or the certificate on the server.`,
      cause: error,
    });
  }
  return new FootnoteError("store_failed", `Postgres at ${host} does not answer.`, {
    action: `Start it, or correct ${SETTING}: what waits is then done by itself.`,
    cause: error,
  });
}

function isUnknownHost(error: unknown): boolean {
  return ["ENOTFOUND", "EAI_AGAIN"].includes(systemCode(error));
}

/** pg has no code for a server without TLS; Node's codes for certificates name them. */
function isAboutTls(error: unknown): boolean {
  return /CERT|SSL|TLS/.test(systemCode(error)) || (error instanceof Error && /\bSSL\b/.test(error.message));
}

function systemCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
