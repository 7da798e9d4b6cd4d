import { expect, test } from "vitest";
import { passageOf } from "../testing/passages.ts";
import { isWithinCondition } from "./condition.ts";
import { evidenceIn } from "./evidence-in.ts";

const passage = passageOf({
  text: "If a laptop is lost or stolen, tell the platform team's emergency number immediately. It is erased within 15 minutes.",
});
const evidence = evidenceIn(passage, passage.section);
const within = (statement: string, question: string) => isWithinCondition(statement, question, evidence);
const TELL = "Tell the platform team's emergency number immediately.";

test("what holds for one thing is not said of another", () => {
  // As a small model wrote it, of a question that the documents do not answer.
  expect(within(TELL, "I lost my company card. What now?")).toBe(false);
});

test("who asks for it, or is told it with the rule, is told the rule", () => {
  expect(within(TELL, "My laptop was stolen, what do I do?")).toBe(true);
  expect(within("If your laptop is lost, tell the platform team.", "Whom do I call?")).toBe(true);
});
