import { type ClientBase, DatabaseError } from "pg";
import type { Patience, SqlSession } from "../postgres/connection/sql-client.ts";
import { sqlError, storeFailed } from "../postgres/connection/sql-error.ts";
import { type Address, unreachable } from "./address.ts";

/** Over what the server itself gives a statement: what then says nothing was forgotten on the way to it. */
const ANSWERS_WITHIN_MILLISECONDS = 5_000;

/** A connection while one caller has it. */
export class Session implements SqlSession {
  readonly #connection: ClientBase;
  readonly #address: Address;
  /** How long a statement may take on the server; 0 for as long as it takes. */
  #statementMilliseconds: number;
  #isSound = true;
  #isOver = false;
  /** Settles when the statement that was asked for last is done. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(connection: ClientBase, address: Address, statementMilliseconds: number) {
    this.#connection = connection;
    this.#address = address;
    this.#statementMilliseconds = statementMilliseconds;
  }

  async query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#run<Row>(sql, parameters)).rows;
  }

  async transaction<Result>(
    work: (session: SqlSession) => Promise<Result>,
    patience: Patience = "limited",
  ): Promise<Result> {
    await this.#run("BEGIN");
    const usual = this.#statementMilliseconds;
    try {
      if (patience === "lasting") await this.beLasting("SET LOCAL");
      const result = await work(this);
      // Of a transaction in which a statement failed Postgres takes COMMIT for ROLLBACK.
      const { command } = await this.#run("COMMIT");
      if (command !== "COMMIT") throw storeFailed("a statement of the transaction had failed.", undefined);
      return result;
    } catch (error) {
      // The first error is the one to report. A connection that does not answer would not answer to this either.
      if (this.#isSound) await this.#run("ROLLBACK").catch(() => this.spoil());
      throw error;
    } finally {
      this.#statementMilliseconds = usual;
    }
  }

  /** It is no longer as others expect it: whoever has it closes it. */
  spoil(): void {
    this.#isSound = false;
  }

  /** Statements may take as long as they take from now on, or until the transaction ends. */
  async beLasting(set: "SET" | "SET LOCAL"): Promise<void> {
    await this.query(`${set} statement_timeout = 0`);
    this.#statementMilliseconds = 0;
  }

  /** Runs nothing any more. Whether the connection is as it was. */
  end(): boolean {
    this.#isOver = true;
    return this.#isSound;
  }

  #run<Row extends object>(sql: string, parameters: readonly unknown[] = []) {
    const result = this.#turn.then(() => this.#runNow<Row>(sql, parameters));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #runNow<Row extends object>(sql: string, parameters: readonly unknown[]) {
    if (this.#isOver) throw new Error("The transaction is over.");
    try {
      const lasting = this.#statementMilliseconds === 0;
      return await this.#connection.query<Row>({
        text: sql,
        values: [...parameters],
        ...(!lasting && { query_timeout: this.#statementMilliseconds + ANSWERS_WITHIN_MILLISECONDS }),
      });
    } catch (error) {
      if (error instanceof DatabaseError && error.severity === "ERROR") throw sqlError(error);
      this.spoil();
      throw unreachable(this.#address, error);
    }
  }
}
