import { expect, test } from "vitest";
import { forTerminal, styled } from "./styles.ts";

test("styles are shown where there are some, and leave nothing where there are none", () => {
  expect(forTerminal(`${styled("bold", "[1]")} docs/leave.md`, true)).toBe(
    "\u001b[1m[1]\u001b[22m docs/leave.md",
  );
  expect(forTerminal(`${styled("bold", "[1]")} docs/leave.md`, false)).toBe("[1] docs/leave.md");
});

test("S3: what a document says styles, moves and hides nothing", () => {
  const hostile = "\u001b[8mhidden\u001b[0m \u202eturned \u009b2J";
  const harmless = "\ufffd[8mhidden\ufffd[0m \ufffdturned \ufffd2J";
  expect(forTerminal(styled("quiet", hostile), false)).toBe(harmless);
  expect(forTerminal(styled("quiet", hostile), true)).toBe(`\u001b[2m${harmless}\u001b[22m`);
});
