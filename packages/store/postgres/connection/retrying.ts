import { setTimeout } from "node:timers/promises";
import { fullJitter } from "@footnote/runtime";
import type { SqlClient, SqlSession } from "./sql-client.ts";
import { sqlState } from "./sql-error.ts";

/** serialization_failure and deadlock_detected: Postgres has undone all of it, and asks for it once more. */
const ASKS_AGAIN = new Set(["40001", "40P01"]);
const TRIES = 6;
/** Milliseconds. A deadlock is only noticed after a second, so that whoever won is most often done by now. */
const WAIT = { base: 20, cap: 500 };

/**
 * Tries a statement or transaction again that another session was in the way of. Of a connection that breaks while it
 * commits nobody knows whether it did, so that is for the caller: claims are fenced, and looks may be repeated.
 */
export function retrying(client: SqlClient): SqlClient {
  const statements = (session: SqlSession): SqlSession => ({
    query: (sql, parameters, planning) => again(() => session.query(sql, parameters, planning)),
  });
  return {
    ...statements(client),
    questions: statements(client.questions),
    transaction: (work, patience) => again(() => client.transaction(work, patience)),
    maintenance: client.maintenance,
    listen: client.listen,
    close: () => client.close(),
  };
}

async function again<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt === TRIES || !ASKS_AGAIN.has(sqlState(error) ?? "")) throw error;
      await setTimeout(fullJitter(attempt, WAIT));
    }
  }
}
