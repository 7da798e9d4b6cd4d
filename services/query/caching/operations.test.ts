import type { AnswerCache, CacheCalibration } from "@footnote/contracts";
import { expect, test } from "vitest";
import { LOCAL } from "../testing/local-caller.ts";
import { openCacheOperations, type Report } from "./operations.ts";

const AIMS = { wrongRate: 0.01, confidence: 0.95 };
const REPORT: Report = {
  threshold: undefined,
  questions: 2,
  pairs: 1,
  unanswered: 0,
  reported: 0,
  judged: 1,
  wrong: 0,
  bound: 0.95,
  needed: 299,
};
const OTHERS = "Will Anna be dismissed in May?";

/** Operations on a cache that holds one question of somebody else; what calibrating finds is for the test to say. */
function operations(calibrate: () => Promise<Report>) {
  let calibration: CacheCalibration | undefined;
  const cache: Pick<AnswerCache, "lookUp" | "near" | "questions" | "calibration" | "calibrate"> = {
    lookUp: async () => ({ moment: "1", found: undefined, ended: undefined }),
    near: async () => [
      { id: "1", question: OTHERS, cosine: 0.9 },
      { id: "2", question: OTHERS, cosine: 0.5 },
    ],
    questions: async () => [OTHERS],
    calibration: async () => calibration,
    calibrate: async (_, __, found) => {
      calibration = found;
    },
  };
  return openCacheOperations({
    isOn: true,
    cache: cache as AnswerCache,
    recipe: "a recipe",
    embedder: {
      model: { id: "told", dimensions: 1 } as never,
      embed: async (texts) => texts.map(() => Float32Array.of(1)),
    },
    normalise: (question) => question,
    agree: () => ({ agrees: false, about: "date", asked: ["june"] }),
    questions: { answer: () => expect.unreachable("Nothing is answered.") },
    calibrate,
    wrongHits: async () => [],
    now: () => new Date(0),
  });
}

const { reader } = LOCAL;
const never = new AbortController().signal;

test("a threshold stands until enough evidence says otherwise", async () => {
  let report: Report = { ...REPORT, threshold: 0.8, judged: 300 };
  const found = operations(async () => report);
  const calibrate = () => found.calibrate(reader, "local", undefined, AIMS, never);
  expect((await calibrate()).isOn).toBe(true);
  report = REPORT;
  expect((await calibrate()).isOn).toBe(true);
  report = { ...REPORT, judged: 400, wrong: 40 };
  expect((await calibrate()).isOn).toBe(false);
});

test("one calibrates at a time, and the next one may when that is over, however it ended", async () => {
  const first = Promise.withResolvers<Report>();
  const found = operations(() => first.promise);
  const calibrate = () => found.calibrate(reader, "local", ["Why?"], AIMS, never);
  const running = calibrate();
  await expect(calibrate()).rejects.toMatchObject({ code: "unavailable" });
  first.reject(new Error("The store is gone."));
  await expect(running).rejects.toThrow("gone");
  await expect(calibrate()).rejects.toThrow("gone");
});

test("of what others asked only that it comes near enough is told, and no word and no cosine of it", async () => {
  const found = operations(async () => ({ ...REPORT, threshold: 0.8, judged: 300 }));
  await found.calibrate(reader, "local", undefined, AIMS, never);
  const explanation = await found.explain(reader, "Will Anna be dismissed in June?", never);
  expect(explanation.semantic).toEqual({
    isOn: true,
    near: [{ agrees: false, about: "date", asked: ["june"] }],
  });
  expect(JSON.stringify(explanation)).not.toMatch(/may|0\.9/iu);
});
