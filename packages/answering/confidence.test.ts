import type { AnswerPassage, Identifier } from "@footnote/contracts";
import { expect, test } from "vitest";
import { prospectOf } from "./confidence.ts";
import { passageOf, requestOf } from "./testing/passages.ts";

const MODEL = { id: "all-MiniLM-L6-v2-int8" };

/** Found by vector, so near to the question. */
function near(cosine: number, passage: AnswerPassage): AnswerPassage {
  const dense = { stage: "dense", value: cosine, rank: 1, description: "cosine", details: [] };
  const explanation = { ...passage.candidate.explanation, details: [dense] };
  return { ...passage, candidate: { ...passage.candidate, explanation } };
}
const leave = passageOf({ key: "leave.md", text: "Every employee has 28 days of annual leave a year." });
const parking = passageOf({ key: "parking.md", text: "Visitors park behind the old boathouse." });

test("passages that are near and have the question's words answer it", () => {
  const request = requestOf("How many days of annual leave?", near(0.75, leave), near(0.1, parking));
  expect(prospectOf(request, MODEL, [])).toBe("likely");
});

test("passages that have some words and are not near may not answer", () => {
  const request = requestOf("How many days of paternity leave?", near(0.3, leave), near(0.2, parking));
  expect(prospectOf(request, MODEL, [])).toBe("doubtful");
});

test("of what is far away and shares no word no model knows more", () => {
  const request = requestOf("Which cheese melts best?", near(0.02, leave), near(0.01, parking));
  expect(prospectOf(request, MODEL, [])).toBe("nothing");
});

test("nor of a name or an identifier that stands nowhere", () => {
  const identifier: Identifier = { text: "HR-17", heldBy: (text) => text.includes("HR-17") } as Identifier;
  const question = "How many days of annual leave does form HR-17 give?";
  expect(prospectOf(requestOf(question, near(0.9, leave)), MODEL, [identifier])).toBe("nothing");
  const named = "How many days of annual leave are there in Reykjavik?";
  expect(prospectOf(requestOf(named, near(0.9, leave)), MODEL, [])).toBe("nothing");
});

test("for a model that nothing was fitted for, words alone tell", () => {
  const other = { id: "another" };
  expect(prospectOf(requestOf("How many days of annual leave?", leave), other, [])).toBe("likely");
  expect(prospectOf(requestOf("Which cheese melts best?", leave), other, [])).toBe("doubtful");
});
