import { type ClientBase, DatabaseError } from "pg";
import type { SqlSession } from "../postgres/connection/sql-client.ts";
import { sqlError, storeFailed } from "../postgres/connection/sql-error.ts";
import { type Address, unreachable } from "./address.ts";

/** A connection while one caller has it. */
export class Session implements SqlSession {
  readonly #connection: ClientBase;
  readonly #address: Address;
  #isSound = true;
  #isOver = false;
  /** Settles when the statement that was asked for last is done. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(connection: ClientBase, address: Address) {
    this.#connection = connection;
    this.#address = address;
  }

  async query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#run<Row>(sql, parameters)).rows;
  }

  async transaction<Result>(work: (session: SqlSession) => Promise<Result>): Promise<Result> {
    await this.#run("BEGIN");
    try {
      const result = await work(this);
      // Of a transaction in which a statement failed Postgres takes COMMIT for ROLLBACK.
      const { command } = await this.#run("COMMIT");
      if (command !== "COMMIT") throw storeFailed("a statement of the transaction had failed.", undefined);
      return result;
    } catch (error) {
      // The first error is the one to report.
      await this.#run("ROLLBACK").catch(() => this.spoil());
      throw error;
    }
  }

  /** It is no longer as others expect it: whoever has it closes it. */
  spoil(): void {
    this.#isSound = false;
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
      return await this.#connection.query<Row>(sql, [...parameters]);
    } catch (error) {
      if (error instanceof DatabaseError && error.severity === "ERROR") throw sqlError(error);
      this.spoil();
      throw unreachable(this.#address, error);
    }
  }
}
