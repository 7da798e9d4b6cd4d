import { openTurns } from "@footnote/runtime";
import { expect, test, vi } from "vitest";
import { Admission, type Admitted, MOST_COMPUTING, openAdmissions } from "./admission.ts";
import { Stopping } from "./stopping.ts";

const never = new AbortController().signal;
const AT_ONCE = 16;
const WAITING = 128;

/** An admission with so many that entered or wait; each entry says how it ended. */
function filled(count: number) {
  const stopping = new Stopping();
  const admission = new Admission(stopping, openTurns(AT_ONCE));
  const entered: Admitted[] = [];
  const entries = Array.from({ length: count }, async () => {
    entered.push(await admission.enter(never));
  });
  // Who is left waiting at the end of a test is told so after it.
  for (const entry of entries) entry.catch(() => undefined);
  return { admission, stopping, entered, entries };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

test("no more questions run at once than may, also when one comes just as another one leaves", async () => {
  const { admission, entered } = filled(AT_ONCE + 1);
  await soon();
  expect(entered).toHaveLength(AT_ONCE);
  entered[0]?.leave();
  let late = 0;
  // It waits until after the test, and hears then that it waited for too long.
  admission.enter(never).then(
    () => late++,
    () => undefined,
  );
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
  const entered: Admitted[] = [];
  // Sixty answers are under way at 20 a second of up to three seconds each.
  for (let count = 0; count < 60; count++) {
    const admitted = await answers.enter(never);
    admitted.computed();
    entered.push(admitted);
  }
  await expect(searches.enter(never)).resolves.toBeDefined();
  expect(entered).toHaveLength(60);
});

test("answers that are being written do not compute, and those that still do are as few as searches", async () => {
  const { searches, answers } = openAdmissions(new Stopping(), true);
  const entered: Admitted[] = [];
  for (let count = 0; count < MOST_COMPUTING; count++) entered.push(await answers.enter(never));
  let searched = 0;
  const search = searches.enter(never).then(() => searched++);
  await soon();
  expect(searched).toBe(0);
  entered[0]?.computed();
  await search;
  // Given back once, however it ends.
  entered[0]?.leave();
  let second = 0;
  const controller = new AbortController();
  searches.enter(controller.signal).then(
    () => second++,
    () => undefined,
  );
  await soon();
  expect(second).toBe(0);
  controller.abort();
});

test("nobody waits in line for longer than an answer may take: they are told to come back", async () => {
  vi.useFakeTimers();
  try {
    const { admission } = filled(AT_ONCE);
    const waits = admission.enter(never);
    waits.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(2_000);
    await expect(waits).rejects.toMatchObject({ code: "overloaded" });
  } finally {
    vi.useRealTimers();
  }
});
