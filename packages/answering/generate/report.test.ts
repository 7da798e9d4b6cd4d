import { expect, test } from "vitest";
import { chooseSources } from "../prompt/choose-sources.ts";
import { passageOf, requestOf } from "../testing/passages.ts";
import { Report } from "./report.ts";
import { WrittenText } from "./written.ts";

const passage = passageOf({
  headingPath: ["Contracts", "Giving notice"],
  text: "# Giving notice\n\nNotice is given in writing and signed on paper. An e-mail does not count.",
});
const request = requestOf("How do I give notice?", passage);
const sources = chooseSources(request.question, request.passages, 1_000);

/** What of a text is shown, and how many sentences of it are asked for again. */
async function shownOf(text: string) {
  const report = new Report("told", request.question, false);
  const written = new WrittenText();
  const events = [];
  for (const one of [...written.push(text), ...written.end()])
    events.push(...(await Array.fromAsync(report.read(one, sources, request))));
  const shown = events.flatMap((event) => (event.kind === "part" ? [event.part.text] : []));
  return { shown, again: report.toAskAgain().length };
}

test("a heading that a model copies is no claim: it is neither shown nor asked for again", async () => {
  expect(await shownOf("Giving notice\nNotice is given in writing and signed on paper [1].")).toEqual({
    shown: ["Notice is given in writing and signed on paper."],
    again: 0,
  });
});
