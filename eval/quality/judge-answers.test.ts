import type { Answer } from "@footnote/contracts";
import { expect, test } from "vitest";
import { judge, proseWords } from "./judge-answers.ts";
import type { JudgedQuestion } from "./judged-question.ts";

const question: JudgedQuestion = {
  id: "a",
  kind: "fact",
  question: "How many days?",
  answerable: true,
  must: ["\\b28 days\\b"],
  mustNot: ["\\b30 days\\b"],
};

const answerOf = (text: string, status: Answer["status"] = "answered"): Answer => ({
  status,
  parts: [
    {
      text,
      blocks: [{ kind: "paragraph", runs: [{ text, marked: false }] }],
      citations: [],
    },
  ],
  text,
  citations: [],
  unknown: [],
  searched: { documents: 1, passages: 1, found: [] },
});

test("an answer is right where it says all it must and nothing it must not", () => {
  const verdict = (text: string, status?: Answer["status"]) =>
    judge(question, answerOf(text, status), []).verdict;
  expect(verdict("Staff have 28\ndays.")).toBe("right");
  expect(verdict("Staff have days.")).toBe("wrong");
  expect(verdict("Some have 28 days, some 30 days.")).toBe("wrong");
  expect(verdict("Staff have 28 days.", "closest")).toBe("refused");
});

test("where nothing answers, only an answer is a fault", () => {
  const unanswerable = { ...question, answerable: false, must: [], mustNot: [] };
  expect(judge(unanswerable, answerOf("x", "closest"), []).verdict).toBe("declined");
  expect(judge(unanswerable, answerOf("x"), []).verdict).toBe("answered without ground");
});

test("the yield counts the questions whose first sections hold all that is asked for", () => {
  const held = (sections: readonly string[]) => judge(question, answerOf("no"), sections).held;
  expect(held(["28 days", "other"])).toEqual([true, true]);
  expect(held(["other", "28 days"])).toEqual([false, true]);
  expect(held(["a", "b", "28 days"])).toEqual([false, false]);
});

test("the length of an answer counts what is neither list nor table", () => {
  const answer = answerOf("one two three");
  const list = {
    kind: "list",
    ordered: false,
    first: 1,
    more: 0,
    items: [{ runs: [{ text: "four five", marked: false }], depth: 0 }],
  } as const;
  const [part] = answer.parts;
  if (part === undefined) throw new Error("no part");
  expect(proseWords({ ...answer, parts: [{ ...part, blocks: [...part.blocks, list] }] })).toBe(3);
});
