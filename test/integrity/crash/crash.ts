import type { SqlClient, SqlSession } from "../../../packages/store/postgres/connection/sql-client.ts";
import type { Place } from "./points.ts";

/** Ends this process as a power cut would, on the pass of a place that it is armed for. */
export class Crash {
  #place: Place | undefined;
  #passesLeft = 0;

  arm(place: Place, pass: number): void {
    this.#place = place;
    this.#passesLeft = pass;
  }

  /** The same function, with the port's point before and after it. */
  port<Arguments extends readonly unknown[], Result>(
    name: string,
    call: (...args: Arguments) => Promise<Result>,
  ): (...args: Arguments) => Promise<Result> {
    return async (...args) => {
      this.#pass((place) => "port" in place && place.port === name && place.when === "before");
      const result = await call(...args);
      this.#pass((place) => "port" in place && place.port === name && place.when === "after");
      return result;
    };
  }

  client(client: SqlClient): SqlClient {
    return {
      ...this.#session(client, (statement) => this.#committed([statement])),
      transaction: async (work) => {
        const statements: string[] = [];
        const result = await client.transaction((session) =>
          work(this.#session(session, (statement) => statements.push(statement))),
        );
        this.#committed(statements);
        return result;
      },
      listen: undefined,
      questions: this.#session(client.questions, (statement) => this.#committed([statement])),
      maintenance: this.#session(client.maintenance, (statement) => this.#committed([statement])),
      close: () => client.close(),
    };
  }

  #session(session: SqlSession, onDone: (statement: string) => void): SqlSession {
    return {
      query: async (sql, parameters) => {
        this.#passStatement(sql, "before");
        const rows = await session.query(sql, parameters);
        this.#passStatement(sql, "after");
        onDone(sql);
        return rows as never;
      },
    };
  }

  #committed(statements: readonly string[]): void {
    this.#pass(
      (place) =>
        "statement" in place &&
        place.when === "committed" &&
        statements.some((statement) => place.statement.test(statement)) &&
        !statements.some((statement) => place.without?.test(statement)),
    );
  }

  #passStatement(sql: string, when: "before" | "after"): void {
    this.#pass((place) => "statement" in place && place.when === when && place.statement.test(sql));
  }

  #pass(isHere: (place: Place) => boolean): void {
    if (this.#place === undefined || !isHere(this.#place)) return;
    this.#passesLeft -= 1;
    if (this.#passesLeft === 0) process.kill(process.pid, "SIGKILL");
  }
}
