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
  const turns = openTurns(2);
  const results = ["a", "b", "c", "d"].map((name) => turns.run(job(name), never).catch(() => "failed"));
  await setImmediate();
  expect(begun).toEqual(["a", "b"]);
  await end("b", new Error("no"));
  expect(begun).toEqual(["a", "b", "c"]);
  await end("c");
  await end("d");
  await end("a");
  expect(await Promise.all(results)).toEqual(["a", "failed", "c", "d"]);
  results.push(turns.run(job("e"), never), turns.run(job("f"), never), turns.run(job("g"), never));
  await setImmediate();
  expect(begun).toEqual(["a", "b", "c", "d", "e", "f"]);
});

it("lets a job that was given up leave the line at once", async () => {
  const { begun, job, end } = jobs();
  const turns = openTurns(1);
  const caller = new AbortController();
  const first = turns.run(job("first"), never);
  const gone = turns.run(job("gone"), caller.signal);
  const last = turns.run(job("last"), never);
  caller.abort(new Error("enough"));
  await expect(gone).rejects.toThrow("enough");
  await end("first");
  await end("last");
  expect(await Promise.all([first, last])).toEqual(["first", "last"]);
  expect(begun).toEqual(["first", "last"]);
});

it("never lets in one more than it may, whoever comes in the moment in which a turn is handed on", async () => {
  const turns = openTurns(1);
  const leave = await turns.take(never);
  const waits = turns.take(never);
  leave();
  const comes = turns.take(never);
  expect(turns.held).toBe(1);
  expect(turns.waiting).toBe(1);
  (await waits)();
  (await comes)();
  expect(turns.held).toBe(0);
});

it("takes a turn back once, however often it is given back", async () => {
  const turns = openTurns(1);
  const leave = await turns.take(never);
  leave();
  leave();
  expect(turns.held).toBe(0);
});

it("gives a turn that is free at once, and says whether one is", async () => {
  const turns = openTurns(1);
  expect(turns.isFree).toBe(true);
  const leave = turns.tryTake();
  expect([turns.isFree, turns.tryTake()]).toEqual([false, undefined]);
  const waits = turns.take(never);
  leave?.();
  expect(turns.isFree).toBe(false);
  (await waits)();
  expect(turns.isFree).toBe(true);
});
