import type { UnansweredPage } from "@footnote/client";
import { showName, type UnansweredQuestion } from "@footnote/contracts";
import type { Command } from "commander";
import { type CommonOptions, command, type Surroundings } from "../command.ts";
import { withClient } from "../with-client.ts";
import { countOf, nameOf } from "../words.ts";

const LISTED = 100;

export function unansweredCommand({ configurationOf }: Surroundings): Command {
  return command(
    "unanswered",
    "show what was asked and found no answer, or one that its asker calls unhelpful, so that the documents can be mended",
    "npx footnote unanswered",
  ).action((options: CommonOptions) =>
    withClient(
      configurationOf(options),
      options.json,
      (client) => client.footnote.unanswered({ limit: LISTED }),
      printList,
    ),
  );
}

function printList({ keptDays, questions, next }: UnansweredPage): string {
  if (keptDays === 0) return "Questions are not kept here: see questions.keepDays.";
  if (questions.length === 0) return `Nothing was asked in vain in the last ${countOf(keptDays, "day")}.`;
  const more = next === null ? [] : ["There are more; the page /unanswered shows all."];
  return [...questions.map(printQuestion), ...more].join("\n\n");
}

function printQuestion({
  question,
  times,
  people,
  at,
  outcomes,
  feedback,
  closest,
}: UnansweredQuestion): string {
  const { closest: passages, nothing, unhelpful } = outcomes;
  const became = [
    ...(nothing > 0 ? [`nothing found ${nothing}`] : []),
    ...(passages > 0 ? [`closest passages ${passages}`] : []),
    ...(unhelpful > 0 ? [`not helpful ${unhelpful}`] : []),
  ];
  return [
    showName(question),
    `   asked ${countOf(times, "time")} by ${people === 1 ? "one person" : `${people} people`}, last at ${at}: ${became.join(", ")}`,
    ...closest.map((place) => `   closest: ${nameOf(place)}`),
    ...feedback.map(
      ({ reason, comment }) =>
        `   said: ${showName([reason ?? "not helpful", comment].filter(Boolean).join(": "))}`,
    ),
  ].join("\n");
}
