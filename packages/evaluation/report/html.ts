import { createHash } from "node:crypto";
import type { FinishedRun } from "../runs/run-folder.ts";
import { escapeMarkup } from "./escape.ts";
import { curves } from "./sections/curves.ts";
import { losses } from "./sections/losses.ts";
import { measuresTable } from "./sections/measures-table.ts";
import { nameOf } from "./sections/names.ts";
import { worstQuestions } from "./sections/worst-questions.ts";
import { STYLE } from "./style.ts";

/**
 * Runs as one page that needs nothing else: no script, no request, its style named by hash in its own policy. What documents,
 * questions and models say is text and never markup.
 */
export function htmlOf(runs: readonly FinishedRun[]): string {
  const hash = createHash("sha256").update(STYLE).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const suites = [...new Set(runs.map(({ manifest }) => manifest.suite.name))].join(", ");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${escapeMarkup(`Evaluation: ${suites}`)}</title><style>${STYLE}</style></head>
<body><h1>${escapeMarkup(`Evaluation: ${suites}`)}</h1>${runs.map(about).join("")}${measuresTable(runs)}${losses(runs)}${curves(runs)}${worstQuestions(runs)}</body></html>
`;
}

function about(run: FinishedRun): string {
  const { suite, models, documents, recipe, seed, url } = run.manifest;
  const rows = {
    questions: `${suite.questions}${suite.drafts > 0 ? `, ${suite.drafts} drafts left out` : ""} (${suite.sha256.slice(0, 12)})`,
    documents: `${documents.count} (${documents.sha256.slice(0, 12)})`,
    "embedding model": models.embedding ?? "not known",
    "language model": models.language ?? (url === null ? "none" : "not known"),
    judge: models.judge ?? "none: what says lexical is a stand-in by words",
    "settings and code": recipe?.slice(0, 12) ?? `at ${url}`,
    seed: `${seed}`,
  };
  const list = Object.entries(rows).map(([name, value]) => `<dt>${name}</dt><dd>${escapeMarkup(value)}</dd>`);
  return `<details><summary>${escapeMarkup(nameOf(run))}: what it is of</summary><dl>${list.join("")}</dl></details>`;
}
