import type { z } from "zod";

const NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/** What is wrong with a value, for those who have never heard of the library that found it. Words of a schema's own go before these. */
export function plainWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "unrecognized_keys":
      return `there is no ${issue.keys.join(", ")} here`;
    case "invalid_type":
      return issue.input === undefined
        ? "is missing"
        : `must be ${NAMES[issue.expected] ?? `of the kind ${issue.expected}`}`;
    case "too_big":
      return `must ${haveOrBe(issue.origin)} at most ${issue.maximum}${unitOf(issue.origin)}`;
    case "too_small":
      return `must ${haveOrBe(issue.origin)} at least ${issue.minimum}${unitOf(issue.origin)}`;
    case "invalid_value":
      return `must be ${issue.values.length === 1 ? "" : "one of "}${issue.values.join(", ")}`;
    default:
      return "is not in a form that can be read here";
  }
}

function haveOrBe(origin: string): string {
  return origin === "string" || origin === "array" ? "have" : "be";
}

function unitOf(origin: string): string {
  return origin === "string" ? " characters" : origin === "array" ? " entries" : "";
}
