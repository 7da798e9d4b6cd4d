import { expect, test } from "vitest";
import { Admission, type Admitted, openAdmissions } from "./admission.ts";
import { Stopping } from "./stopping.ts";

const never = new AbortController().signal;
const AT_ONCE = 16;
const WAITING = 128;

/** An admission with so many that entered or wait; each entry says how it ended. */
function filled(count: number) {
  const stopping = new Stopping();
  const admission = new Admission(stopping, AT_ONCE);
  const entered: Admitted[] = [];
  const entries = Array.from({ length: count }, async () => {
    entered.push(await admission.enter(never));
  });
  return { admission, stopping, entered, entries };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

test("no more questions run at once than may, also when one comes just as another one leaves", async () => {
  const { admission, entered } = filled(AT_ONCE + 1);
  await soon();
  expect(entered).toHaveLength(AT_ONCE);
  entered[0]?.leave();
  let late = 0;
  void admission.enter(never).then(() => late++);
  await soon();
  expect(entered).toHaveLength(AT_ONCE + 1);
  expect(late).toBe(0);
});

test("with the line full, whoever comes is told at once to come back", async () => {
  const { admission } = filled(AT_ONCE + WAITING);
  await expect(admission.enter(never)).rejects.toMatchObject({ code: "overloaded" });
});

test("who hangs up while waiting leaves room for another one", async () => {
  const { admission } = filled(AT_ONCE + WAITING - 1);
  const caller = new AbortController();
  const waits = admission.enter(caller.signal);
  await expect(admission.enter(never)).rejects.toMatchObject({ code: "overloaded" });
  caller.abort(new Error("gone"));
  await expect(waits).rejects.toThrow("gone");
  admission.enter(never).catch(() => undefined);
  await expect(admission.enter(never)).rejects.toMatchObject({ code: "overloaded" });
});

test("a stop turns away who waits at once, lets what runs end for a while, and then aborts it", async () => {
  const { admission, stopping, entered, entries } = filled(AT_ONCE + 1);
  const waits = entries.at(-1);
  const stopped = stopping.stop(20);
  await expect(waits).rejects.toMatchObject({ code: "unavailable" });
  await expect(admission.enter(never)).rejects.toMatchObject({ code: "unavailable" });
  expect(entered.some(({ signal }) => signal.aborted)).toBe(false);
  for (const { signal, leave } of entered) signal.addEventListener("abort", leave);
  await stopped;
  expect(entered.every(({ signal }) => signal.aborted)).toBe(true);
});

test("a stop ends as soon as nothing runs", async () => {
  const { stopping, entered } = filled(2);
  await soon();
  const stopped = stopping.stop(2 ** 31 - 1);
  for (const { leave } of entered) leave();
  await stopped;
  expect(stopping.ending.aborted).toBe(false);
});

test("who searches does not wait behind answers that a language model writes", async () => {
  const { searches, answers } = openAdmissions(new Stopping(), true);
  const entered = Array.from({ length: 200 }, () => answers.enter(never).catch(() => undefined));
  await expect(searches.enter(never)).resolves.toBeDefined();
  // Sixty answers are under way at 20 a second of up to three seconds each.
  await expect(Promise.all(entered.slice(0, 60))).resolves.not.toContain(undefined);
});
