import { FootnoteError } from "@footnote/contracts";
import { within } from "@footnote/runtime";
import { type ClientBase, Pool, type PoolClient, TypeOverrides, types } from "pg";
import { SESSION_SETTINGS, type SqlClient, type SqlSession } from "../postgres/connection/sql-client.ts";
import { readAddress, unreachable } from "./address.ts";
import { listen } from "./listen.ts";
import { Session } from "./session.ts";

const CONNECTING_MILLISECONDS = 10_000;
/** A transaction that does nothing for so long belongs to a process that hangs; others wait for what it has locked. */
const IDLE_IN_TRANSACTION_MILLISECONDS = 60_000;
/** What a burst of work opened is closed again after so long without work. */
const IDLE_MILLISECONDS = 5 * 60_000;
/** What waits long for a statement that lasts learns by then that nobody is there any more. */
const KEEP_ALIVE_MILLISECONDS = 30_000;
/** Clocks drift by some seconds a day; each new connection compares them: see server-clock.ts. */
const LONGEST_LIFE_SECONDS = 10 * 60;
/** What runs when the client is closed gets this long to end; what does not is undone by the server. */
const LAST_STATEMENTS_MILLISECONDS = 1_000;

export interface PgOptions {
  /** postgres://user:password@host:port/database, with what else libpq takes there, such as ?sslmode=require. */
  readonly url: string;
  /** Sessions at once, at most: whoever finds all of them busy waits, for ten seconds. */
  readonly connections: number;
  /** A statement that takes longer is cancelled. */
  readonly statementMilliseconds: number;
  /** What each new connection does before anybody has it. */
  readonly prepare?: (session: Session) => Promise<void>;
}

/**
 * A pool of sessions on a Postgres server. A session that breaks, or of which nobody knows what state it is in, is closed
 * and never used again; the next statement opens another, so that a server that was restarted is found again.
 *
 * @throws FootnoteError configuration_invalid for an address or password that is wrong, unavailable where nothing answers
 */
export async function openPgClient(options: PgOptions): Promise<SqlClient> {
  const { url, connections, statementMilliseconds, prepare } = options;
  const settings = [
    ...SESSION_SETTINGS,
    `SET statement_timeout = ${Number(statementMilliseconds)}`,
    `SET idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MILLISECONDS}`,
  ];
  const address = readAddress(url);
  const pool = openPool(url, connections, async (connection) => {
    const session = new Session(connection, address, statementMilliseconds);
    for (const setting of settings) await session.query(setting);
    await prepare?.(session);
  });
  const busy = new Set<PoolClient>();
  let closing: Promise<void> | undefined;

  /** A session for `work` alone. */
  async function withSession<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    if (closing !== undefined) throw closed();
    const connection = await pool.connect().catch((error: unknown) => {
      throw closing === undefined ? unreachable(address, error) : closed();
    });
    const session = new Session(connection, address, statementMilliseconds);
    busy.add(connection);
    try {
      return await work(session);
    } finally {
      busy.delete(connection);
      connection.release(!session.end());
    }
  }

  async function end(): Promise<void> {
    if (await within(pool.end(), LAST_STATEMENTS_MILLISECONDS)) return;
    await Promise.all([...busy].map((connection) => connection.end()));
  }

  const statements: SqlSession = {
    query: (sql, parameters) => withSession((session) => session.query(sql, parameters)),
  };
  const client: SqlClient = {
    ...statements,
    questions: statements,
    transaction: (work, patience) => withSession((session) => session.transaction(work, patience)),
    maintenance: {
      query: <Row extends object>(sql: string, parameters?: readonly unknown[]) =>
        withSession(async (session) => {
          session.spoil();
          await session.beLasting("SET");
          return session.query<Row>(sql, parameters);
        }),
    },
    listen: (channel, onNotified) => listen(url, channel, onNotified),
    close() {
      closing ??= end();
      return closing;
    },
  };
  await client.query("SELECT 1").catch(async (error: unknown) => {
    await client.close();
    throw error;
  });
  return client;
}

function openPool(
  url: string,
  connections: number,
  prepare: (connection: ClientBase) => Promise<void>,
): Pool {
  // Fencing numbers are int8: never a number that could lose digits.
  const parsers = new TypeOverrides();
  parsers.setTypeParser(types.builtins.INT8, BigInt);
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECTING_MILLISECONDS,
    idleTimeoutMillis: IDLE_MILLISECONDS,
    maxLifetimeSeconds: LONGEST_LIFE_SECONDS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MILLISECONDS,
    application_name: "footnote",
    types: parsers,
    // By its type nobody waits for it; pg-pool does.
    onConnect: prepare,
  });
  // One that breaks while nobody has it is out of the pool by then.
  pool.on("error", () => undefined);
  // One that breaks between two statements of a transaction: the next statement says so.
  pool.on("connect", (connection) => connection.on("error", () => undefined));
  return pool;
}

function closed(): FootnoteError {
  return new FootnoteError("unavailable", "Footnote is shutting down.", { action: "Start it again." });
}
