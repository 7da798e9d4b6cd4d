import { expect, test } from "vitest";
import { questionOf } from "./question-of.ts";

const RULES = "You may take it once, and your head of department must agree.";
const ask = (heading: string, title = "Handbook", text = RULES) =>
  questionOf({ title, headingPath: [title, heading], text })?.question;

test.each([
  ["May I swim from the slipway?", "May I swim from the slipway?"],
  ["What is FITARA", "What is FITARA?"],
  ["When you are paid", "When are you paid?"],
  ["Who approves travel abroad", "Who approves travel abroad?"],
  ["What can be borrowed, and for how long", "What can be borrowed, and for how long?"],
  ["Get access to Concur", "How do I get access to Concur?"],
  ["How to make TTS-wide announcements:", "How do I make TTS-wide announcements?"],
  ["Booking a Rental Car", "How do I book a Rental Car?"],
  ["Apply for leave", "How do I apply for leave?"],
  ["Submitting receipts", "How do I submit receipts?"],
  ["Setting up your keys", "How do I set up my keys?"],
  ["Sick leave", "What are the rules for sick leave?"],
  ["休暇は何日ありますか。年次休暇と病気休暇?", "休暇は何日ありますか。年次休暇と病気休暇?"],
])("%j asks %j", (heading, question) => {
  expect(ask(heading)).toBe(question);
});

test.each([
  "Opening hours",
  "Hiring managers",
  "Request for Comments",
  "Log in & Networks",
  "Overview",
  "More resources",
  "Still have questions?",
  "Why partnership?",
  "Tether to my phone?",
  "2. Take one machine out of the proxy",
  "Finding things",
  "Rolling back",
  "What Success Looks Like",
  "Action Items",
  "Submit an [Intake Form](https://forms.test)",
  "Content, Pattern, Relationship (CPR) framework",
  "Urlaub und Abwesenheit",
  "休暇",
])("nobody would ask what could be made of %j", (heading) => {
  expect(ask(heading)).toBeUndefined();
});

test("a verb alone is of what the title says", () => {
  expect(ask("How to claim", "Expenses")).toBe("How do I claim expenses?");
  expect(ask("How to claim", "Travel, lodging and other expenses")).toBeUndefined();
});

test("a bare noun is asked about where its text defines it or says what somebody may or must", () => {
  expect(ask("Tock", "Tools", "Tock is a timekeeping application.")).toBe("What is Tock?");
  expect(ask("Award leave", "Leave", "Award leave is a form of recognition.")).toBe("What is award leave?");
  expect(ask("Award leave", "Leave", "Recognition in the form of time.")).toBeUndefined();
});
