import { describe, expect, test } from "vitest";
import { passageOf } from "../testing/passages.ts";
import { check } from "./check.ts";
import { evidenceIn } from "./evidence-in.ts";
import { statementOf } from "./statement.ts";

const passage = passageOf({
  key: "people/leave.md",
  headingPath: ["Leave", "Annual leave"],
  text: `# Annual leave

Every employee has 28 days of annual leave a year. Up to five unused days may be carried over to March 2026. Without a certificate sick leave is not paid, but parental leave is.

Contract | Days a year | Notice
---
Permanent | 28 | 3 months
Seasonal | 10 | 2 weeks

You may not claim:

- alcohol
- fines above €40

Tidepool is released on Mondays. It is rolled back with the command of IT-Ops at ops@harbour.example.`,
});
const evidence = evidenceIn(passage, passage.section);
const verdict = (text: string, introduction?: string) => {
  const result = check(statementOf(text, introduction), evidence);
  return result.isSupported ? (result.isComputed ? "computed" : "stands") : result.reason;
};

describe("stands in the document", () => {
  test.each([
    "Every employee has 28 days of annual leave a year.",
    "Employees have 28 days of annual leave.",
    "Up to 5 unused days may be carried over to March 2026.",
    "You may carry over up to five unused days to March.",
    "Permanent contracts have 28 days a year and a notice of 3 months.",
    "Seasonal contracts have a notice of two weeks.",
    "Sick leave is not paid without a certificate.",
    "You may not claim alcohol.",
    "Tidepool is rolled back with the command of IT-Ops.",
    "Permanent contracts have 28 days a year, seasonal contracts 10.",
  ])("%s", (text) => {
    expect(verdict(text)).toBe("stands");
  });

  test("two denials in one item, each of its own", () => {
    const phishing = passageOf({
      text: "- Do not click any links in the email. Do not delete it yet.\n- Forward it to IT.",
    });
    const own = evidenceIn(phishing, phishing.section);
    expect(check(statementOf("Do not click any links in the email."), own).isSupported).toBe(true);
    expect(check(statementOf("Click the links in the email."), own).isSupported).toBe(false);
  });

  test("an item below its introduction", () => {
    expect(verdict("Fines above €40", "You may not claim:")).toBe("stands");
  });
});

test("what one row says is not said of another one, where no figure tells them apart", () => {
  const networks = passageOf({
    text: "Network | For | Password\n---\ntern-guest | Visitors and private devices | Printed at reception\ntern-lab | Instruments and cameras | Known to the IT lead only",
  });
  const own = evidenceIn(networks, networks.section);
  const stands = (text: string) => check(statementOf(text), own).isSupported;
  expect(stands("The password for visitors is known to the IT lead only.")).toBe(false);
  expect(stands("The password for instruments is known to the IT lead only.")).toBe(true);
  expect(stands("The password for visitors is printed at reception.")).toBe(true);
});

describe("does not", () => {
  test.each([
    ["Every employee has 30 days of annual leave a year.", "figure"],
    ["Every employee has 28 weeks of annual leave a year.", "figure"],
    ["Up to five unused days may be carried over to April 2026.", "figure"],
    ["Up to five unused days may be carried over to March 2027.", "figure"],
    ["You may not claim fines above $40.", "figure"],
    ["Seasonal contracts have 28 days a year.", "mixed"],
    ["Permanent contracts have a notice of 2 weeks.", "mixed"],
    ["Every employee of Northwind has 28 days of annual leave.", "name"],
    ["Tidepool is rolled back with the command of HR-Ops.", "name"],
    ["Tidepool is rolled back by dev@harbour.example.", "name"],
    ["Every employee does not have 28 days of annual leave.", "negation"],
    ["You may claim alcohol.", "negation"],
    ["Sick leave is paid.", "negation"],
    ["Sick leave without a certificate is paid.", "negation"],
    ["Every employee has 28 days of annual leave without a year.", "negation"],
    ["Parental leave is not paid.", "negation"],
    ["Sabbaticals abroad are granted generously.", "nothing alike"],
    ["Every employee gladly enjoys long sunny holidays abroad each summer.", "words"],
  ])("%s (%s)", (text, reason) => {
    expect(verdict(text)).toBe(reason);
  });

  test("an item below an introduction that says the opposite", () => {
    expect(verdict("Fines above €40", "You may claim:")).toBe("negation");
  });
});

describe("what is reckoned", () => {
  test.each([
    "Permanent and seasonal contracts together have 28 + 10 = 38 days a year.",
    "Permanent contracts with 28 days have 18 days more than seasonal contracts with 10 days.",
    "Every employee has about 30 days of annual leave a year.",
  ])("is told as such: %s", (text) => {
    expect(verdict(text)).toBe("computed");
  });

  test.each([
    ["Permanent and seasonal contracts together have 28 + 10 = 39 days a year.", "a wrong sum"],
    [
      "Permanent and seasonal contracts, 28 and 10, have 38 days a year.",
      "a sum that does not say that it is one",
    ],
    ["Every employee has about 35 days of annual leave a year.", "too rough a rounding"],
    ["Every employee has 30 days of annual leave a year.", "a rounding that does not say that it is one"],
  ])("%s (%s)", (text) => {
    expect(verdict(text)).toBe("figure");
  });
});

test("a figure of one column is none of another", () => {
  const limits = passageOf({
    headingPath: ["Travel"],
    text: "Destination | Hotel per night (EUR) | Meals per day (EUR)\n---\nLondon | 210 | 60\nGermany | 120 | 42",
  });
  const told = (text: string) => check(statementOf(text), evidenceIn(limits, limits.section)).isSupported;
  expect(told("A hotel in London costs up to 210 euros per night.")).toBe(true);
  expect(told("Meals in London cost up to 60 euros per day.")).toBe(true);
  expect(told("In London a hotel costs 210 euros per night and meals 60 euros per day.")).toBe(true);
  expect(told("A hotel in London costs up to 60 euros per night.")).toBe(false);
  expect(told("Meals in London cost up to 210 euros per day.")).toBe(false);
});

describe("rules that stand side by side in a sentence are not mixed", () => {
  const rules = passageOf({
    headingPath: ["Rules"],
    text: "Findings rated high are fixed within 14 days, medium ones within 60. The wait is about two and a half years for a full plot and one year for a half plot. Engines may be used Monday to Saturday. Not on Sundays. Members may keep up to two hives in the apiary, and none on their plots. From the third day a note is needed. A change needs one approval, and two if it touches migrations. Ghent: 8 desks, no booking needed.",
  });
  const told = (text: string) => check(statementOf(text), evidenceIn(rules, rules.section)).isSupported;

  test.each([
    "Findings rated high are fixed within 14 days.",
    "The wait is about two and a half years for a full plot.",
    "Engines may not be used on Sundays.",
    "Members may keep up to two hives in the apiary.",
    "A note is needed from the third day.",
    "A change needs one approval.",
    "Desks in Ghent need no booking.",
  ])("%s", (text) => {
    expect(told(text)).toBe(true);
  });

  test.each([
    "Medium findings are fixed within 14 days.",
    "Findings rated high are fixed within 60 days.",
    "The wait is about one year for a full plot.",
    "Engines may be used on Sundays.",
    "Members may keep up to two hives on their plots.",
    "A note is needed from the fifth day.",
    "A change that touches migrations needs one approval.",
    "Desks in Ghent need booking.",
  ])("not: %s", (text) => {
    expect(told(text)).toBe(false);
  });
});
