import { BUNDLED_MODEL } from "@footnote/models";
import { pino } from "pino";
import { expect, test } from "vitest";
import { readingBy } from "./reading.ts";

const log = pino({ enabled: false });
const signal = new AbortController().signal;
const crossEncoder = (score: () => Promise<number[]>) => ({
  id: "footnote-reader-v1",
  score,
  close: async () => undefined,
});

test("it reads for four questions at once: whoever comes then is not kept waiting", async () => {
  const { promise, resolve } = Promise.withResolvers<number[]>();
  const reading = readingBy(
    crossEncoder(() => promise),
    BUNDLED_MODEL,
    log,
  );
  const first = Array.from({ length: 4 }, () => reading?.score("a", ["b"], signal));
  expect(await reading?.score("a", ["b"], signal)).toBeUndefined();
  resolve([1]);
  expect(await Promise.all(first)).toEqual([[1], [1], [1], [1]]);
  expect(await reading?.score("a", ["b"], signal)).toEqual([1]);
});

test("a model that fails is done without; whoever leaves stops it", async () => {
  const failing = readingBy(
    crossEncoder(() => Promise.reject(new Error("out of memory"))),
    BUNDLED_MODEL,
    log,
  );
  expect(await failing?.score("a", ["b"], signal)).toBeUndefined();
  await expect(failing?.score("a", ["b"], AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
});

test("beside an embedding model that it was not fitted with it says nothing", () => {
  const score = async () => [1];
  expect(readingBy(crossEncoder(score), { ...BUNDLED_MODEL, id: "another" }, log)).toBeUndefined();
});
