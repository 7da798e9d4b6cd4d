import { expect, test } from "vitest";
import { linked } from "./linked.ts";

test("the runs of a link stand together, without the address behind its words", () => {
  const run = (text: string, more: object = {}) => ({ text, marked: false, ...more });
  const href = "https://x.test/";
  expect(
    linked([
      run("See "),
      run("the ", { href }),
      run("form (https://x.test)", { href, bold: true }),
      run(" now"),
    ]),
  ).toEqual([
    { href: undefined, runs: [run("See ")] },
    { href, runs: [run("the ", { href }), run("form", { href, bold: true })] },
    { href: undefined, runs: [run(" now")] },
  ]);
});
