import { FootnoteError } from "@footnote/contracts";
import { expect, test } from "vitest";
import { retrying } from "./retrying.ts";
import type { SqlClient, SqlSession } from "./sql-client.ts";
import { sqlError } from "./sql-error.ts";

const refused = (code: string) => sqlError({ message: "refused", code });

/** A client whose transactions fail with these errors, one after the other, after they ran. */
function failing(errors: readonly Error[]): { readonly client: SqlClient; readonly ran: () => number } {
  const left = [...errors];
  let ran = 0;
  const run = async () => {
    ran++;
    const error = left.shift();
    if (error !== undefined) throw error;
  };
  const session: SqlSession = { query: async () => [] };
  return {
    ran: () => ran,
    client: {
      query: async () => {
        await run();
        return [];
      },
      transaction: async (work) => {
        const result = await work(session);
        await run();
        return result;
      },
      questions: session,
      maintenance: session,
      listen: undefined,
      close: async () => undefined,
    },
  };
}

test("a transaction or statement that a deadlock or a serialization failure ended is run again", async () => {
  for (const code of ["40P01", "40001"]) {
    const { client, ran } = failing([refused(code), refused(code)]);
    expect(await retrying(client).transaction(async () => "done")).toBe("done");
    expect(ran()).toBe(3);
    const other = failing([refused(code)]);
    expect(await retrying(other.client).query("SELECT 1")).toEqual([]);
  }
});

test("it is run again a few times, and then its error is told", async () => {
  const { client, ran } = failing(Array.from({ length: 100 }, () => refused("40P01")));
  await expect(retrying(client).transaction(async () => "never")).rejects.toMatchObject({
    code: "store_failed",
  });
  expect(ran()).toBe(6);
});

test("nothing else is run again: what a connection lost on its way may have been done", async () => {
  const lost = new FootnoteError("store_failed", "It does not answer.", { action: "Start it." });
  for (const error of [refused("23505"), refused("57014"), lost, new Error("a mistake")]) {
    const { client, ran } = failing([error]);
    await expect(retrying(client).transaction(async () => undefined)).rejects.toBe(error);
    expect(ran()).toBe(1);
  }
});
