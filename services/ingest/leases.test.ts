import { type Claim, FootnoteError } from "@footnote/contracts";
import { expect, test } from "vitest";
import { Leases } from "./leases.ts";
import { ManualClock } from "./testing/manual-clock.ts";

const claimOf = (number: bigint) => ({ number }) as Claim;
const nothing = () => undefined;
const log = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => log };

function world() {
  const clock = new ManualClock();
  const state = { renewed: [] as bigint[][], lost: new Set<bigint>(), isDown: false };
  const queue = {
    async renew(claims: readonly Claim[]) {
      if (state.isDown) throw new FootnoteError("store_failed", "It is down.", { action: "Wait." });
      state.renewed.push(claims.map(({ number }) => number));
      return claims.filter(({ number }) => state.lost.has(number));
    },
  };
  const stopping = new AbortController();
  const leases = new Leases(queue, { clock, log }, stopping.signal);
  /** Work of so many seconds. */
  const work = (number: bigint, seconds: number) =>
    leases.keep(claimOf(number), async (signal) => {
      await clock.sleep(seconds * 1_000, signal);
      return signal.aborted ? "stopped" : "done";
    });
  return { clock, state, stopping, work };
}

test("a document that takes an hour keeps its lease, together with all others, and nothing is renewed after them", async () => {
  const { clock, state, work } = world();
  const long = work(1n, 3_600);
  const short = work(2n, 20);
  await clock.pass(3_600);
  expect(await Promise.all([long, short])).toEqual(["done", "done"]);
  expect(state.renewed.slice(0, 2)).toEqual([[1n, 2n], [1n]]);
  // Four times in the minute that a lease lasts.
  expect(state.renewed.length).toBeGreaterThanOrEqual(239);
  const before = state.renewed.length;
  await clock.pass(600);
  expect(state.renewed).toHaveLength(before);
  const next = work(3n, 40);
  await clock.pass(40);
  expect(await next).toBe("done");
  expect(state.renewed.at(-1)).toEqual([3n]);
});

test("work whose claim was taken is stopped, and no other", async () => {
  const { clock, state, work } = world();
  const outcomes = [work(1n, 100), work(2n, 100)];
  state.lost.add(1n);
  await clock.pass(100);
  expect(await Promise.all(outcomes)).toEqual(["stopped", "done"]);
});

test("a store that is down for a while costs nobody the claim; a stop ends all work", async () => {
  const { clock, state, stopping, work } = world();
  const outcome = work(1n, 100);
  state.isDown = true;
  await clock.pass(50);
  state.isDown = false;
  await clock.pass(50);
  expect(await outcome).toBe("done");
  expect(state.renewed.length).toBeGreaterThan(0);
  const stopped = work(2n, 100);
  stopping.abort();
  expect(await stopped).toBe("stopped");
});
