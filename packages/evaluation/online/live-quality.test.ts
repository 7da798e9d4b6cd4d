import type { Citation } from "@footnote/contracts";
import { expect, test } from "vitest";
import { type CheckedAnswer, liveMeasures } from "./live-quality.ts";

/** An answer of one sentence, cited by what it says or by something else. */
function answered(
  question: string,
  part: Partial<CheckedAnswer> = {},
  quote = "Leave is 28 days.",
): CheckedAnswer {
  const citations = [{ quote }] as Citation[];
  return {
    id: question,
    conversation: question,
    question,
    at: "2026-01-01T00:00:00.000Z",
    asOf: null,
    within: null,
    status: "answered",
    answer: {
      status: "answered",
      parts: [{ blocks: [], text: "Leave is 28 days.", citations }],
      unknown: [],
      searched: { documents: 1, passages: 1 },
    },
    feedback: null,
    milliseconds: 100,
    isReviewed: false,
    quotes: [{ isVerbatim: true }],
    ...part,
  };
}
const many = (count: number, of: (at: number) => CheckedAnswer) =>
  Array.from({ length: count }, (_, at) => of(at));
const before = many(80, (at) => answered(`How much annual leave in year ${at % 7}?`));
const measured = (now: readonly CheckedAnswer[]) =>
  Object.fromEntries(liveMeasures(now, before).map((measure) => [measure.name, measure]));

test("a week like the weeks before shows no change", () => {
  const measures = measured(many(20, (at) => answered(`How much annual leave in year ${at % 7}?`)));
  expect(measures.answered).toMatchObject({
    now: 1,
    before: 1,
    answers: 20,
    answersBefore: 80,
    probability: 1,
  });
  expect(measures.words_cited).toMatchObject({ now: 1, before: 1 });
  expect(measures.quotes_stand).toMatchObject({ now: 1 });
  expect(measures.unfamiliar_words).toMatchObject({ now: 0, before: 0 });
  expect(measures.helpful).toMatchObject({ now: null, before: null, probability: null });
});

test.each([
  ["answered", (at: number) => answered(`Annual leave ${at}?`, { status: "closest" })],
  ["quotes_stand", (at: number) => answered(`Annual leave ${at}?`, { quotes: [{ isVerbatim: false }] })],
  ["words_cited", (at: number) => answered(`Annual leave ${at}?`, {}, "Something else altogether.")],
  ["milliseconds", (at: number) => answered(`Annual leave ${at}?`, { milliseconds: 900 })],
  ["unfamiliar_words", () => answered("Which printer prints posters?")],
] as const)("what moves is shown to move, and nothing else: %s", (name, of) => {
  const changed = liveMeasures(many(20, of), before)
    .filter(({ probability }) => probability !== null && probability < 0.05)
    .map((measure) => measure.name);
  expect(changed).toEqual([name]);
});

test("one answer is too few to say that anything changed", () => {
  const [only] = liveMeasures([answered("Leave?", { status: "closest" })], before);
  expect(only).toMatchObject({ name: "answered", now: 0, probability: null });
});
