import { expect, test } from "vitest";
import { followUpOf, standalone } from "./follow-up.ts";

const after = (before: string, question: string) => standalone(question, [{ question: before }]);

test.each([
  ["How do I claim expenses?", "And what is the deadline?", "What is the deadline? (claim expenses)"],
  ["How do I claim expenses?", "Who approves it?", "Who approves it? (claim expenses)"],
  [
    "How many days of leave do permanent staff get?",
    "And for seasonal staff?",
    "How many days of leave do permanent staff get? And for seasonal staff?",
  ],
  ["When is the canteen open?", "What about Saturdays?", "When is the canteen open? What about Saturdays?"],
  ["May I bring a dog?", "Why?", "May I bring a dog? Why?"],
  [
    "What is the hotel limit in Oslo?",
    "Are there any exceptions?",
    "Are there any exceptions? (hotel limit Oslo)",
  ],
])("after %s, %s is understood as %s", (before, question, understood) => {
  expect(after(before, question)).toBe(understood);
});

test("a chain of follow-ups is about the question that it began with", () => {
  expect(
    standalone("And who approves it?", [
      { question: "How do I claim expenses?" },
      { question: "And what is the deadline?" },
    ]),
  ).toBe("Who approves it? (claim expenses)");
});

test.each([
  "What is Tock?",
  "Where is the canteen?",
  "Is alcohol reimbursed?",
  "Is it possible to work from abroad?",
  "How long is the notice period for permanent staff?",
  "What is the hotel limit in Oslo?",
  "Do I need a certificate when I am sick?",
  "parking permit",
])("%s is understood alone, whatever was asked before it", (question) => {
  expect(followUpOf(question)).toBeUndefined();
  expect(after("How do I claim expenses?", question)).toBe(question);
});

test("the first question of a conversation is taken as it stands", () => {
  expect(standalone("And what is the deadline?", [])).toBe("And what is the deadline?");
});
