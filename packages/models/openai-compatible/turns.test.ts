import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { openTurns } from "./turns.ts";

const never = new AbortController().signal;

/** Jobs that run until they are told to end. */
function jobs() {
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const job = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      begun.push(name);
      ends.set(name, (error) => (error ? reject(error) : resolve(name)));
    });
  const end = async (name: string, error?: Error) => {
    ends.get(name)?.(error);
    await setImmediate();
  };
  return { begun, job, end };
}

it("runs no more jobs at once than it may, the others in order, also after one failed", async () => {
  const { begun, job, end } = jobs();
  const inTurn = openTurns(2);
  const results = ["a", "b", "c", "d"].map((name) => inTurn(job(name), never).catch(() => "failed"));
  await setImmediate();
  expect(begun).toEqual(["a", "b"]);
  await end("b", new Error("no"));
  expect(begun).toEqual(["a", "b", "c"]);
  await end("c");
  await end("d");
  await end("a");
  expect(await Promise.all(results)).toEqual(["a", "failed", "c", "d"]);
  results.push(inTurn(job("e"), never), inTurn(job("f"), never), inTurn(job("g"), never));
  await setImmediate();
  expect(begun).toEqual(["a", "b", "c", "d", "e", "f"]);
});

it("lets a job that was given up leave the line at once", async () => {
  const { begun, job, end } = jobs();
  const inTurn = openTurns(1);
  const caller = new AbortController();
  const first = inTurn(job("first"), never);
  const gone = inTurn(job("gone"), caller.signal);
  const last = inTurn(job("last"), never);
  caller.abort(new Error("enough"));
  await expect(gone).rejects.toThrow("enough");
  await end("first");
  await end("last");
  expect(await Promise.all([first, last])).toEqual(["first", "last"]);
  expect(begun).toEqual(["first", "last"]);
});
