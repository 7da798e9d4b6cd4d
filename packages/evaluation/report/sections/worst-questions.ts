import { headlineOf } from "../../measures/headline.ts";
import type { QuestionResult } from "../../runs/result.ts";
import type { FinishedRun } from "../../runs/run-folder.ts";
import { escapeMarkup } from "../escape.ts";
import { nameOf } from "./names.ts";

const SHOWN = 30;
const DOCUMENTS = 10;

/** The questions with the worst outcome, of each run, to be opened: what was expected, said, and found. */
export function worstQuestions(runs: readonly FinishedRun[]): string {
  return runs
    .map((run) => {
      const bad = run.results
        .map((result) => ({ result, badness: badnessOf(result) }))
        .filter(({ badness }) => badness > 0)
        .sort((one, other) => other.badness - one.badness);
      const list = bad.slice(0, SHOWN).map(({ result }) => detail(result));
      const more = bad.length > SHOWN ? `<p>${bad.length - SHOWN} more are in results.jsonl.</p>` : "";
      const none = bad.length === 0 ? "<p>Every question came out well.</p>" : "";
      return `<section><h2>Worst questions, ${escapeMarkup(nameOf(run))}</h2>${none}${list.join("")}${more}</section>`;
    })
    .join("");
}

/** An answer without ground is worst, then one that is not right, then what is found late. */
function badnessOf({ measures }: QuestionResult): number {
  const missing = (name: string) => (measures[name] == null ? 0 : 1 - measures[name]);
  return (
    4 * missing("abstention_recall") +
    3 * missing("right") +
    3 * missing("quote_validity") +
    missing("passage_mrr") +
    (measures.passage_mrr == null ? missing("ndcg@10") : 0)
  );
}

function detail(result: QuestionResult): string {
  const { id, question, expected, answer, sections, loss, measures, ranking, judgements } = result;
  const figures = headlineOf(Object.keys(measures))
    .flatMap((name) => (measures[name] == null ? [] : [`${name} ${Number(measures[name].toFixed(3))}`]))
    .join(", ");
  const said =
    answer === undefined
      ? ""
      : `<h4>Said (${escapeMarkup(answer.status.replaceAll("_", " "))})</h4><blockquote>${escapeMarkup(answer.text)}</blockquote>${citations(answer)}`;
  const found =
    sections === undefined
      ? documents(ranking, judgements)
      : `<h4>Found</h4><ol>${sections.map(section).join("")}</ol>`;
  const wanted = expected === undefined ? "" : `<h4>Expected</h4><p>${escapeMarkup(expected)}</p>`;
  const lost = loss == null ? "" : ` <em>${loss.replaceAll("_", " ")}</em>`;
  return `<details class="question"><summary><code>${escapeMarkup(id)}</code> ${escapeMarkup(question)}${lost}</summary>${wanted}${said}${found}<p><small>${escapeMarkup(figures)}</small></p></details>`;
}

function citations(answer: NonNullable<QuestionResult["answer"]>): string {
  const all = answer.parts.flatMap((part) => part.citations);
  if (all.length === 0) return "";
  const items = all.map(
    ({ bucket, key, page, quote, isVerbatim }) =>
      `<li><b>${escapeMarkup(`${bucket}/${key}`)}</b>${page === null ? "" : `, page ${page}`}${isVerbatim ? "" : " <em>not verbatim</em>"}<br><q>${escapeMarkup(quote)}</q></li>`,
  );
  return `<details><summary>${all.length} quotes</summary><ol>${items.join("")}</ol></details>`;
}

function section({
  bucket,
  key,
  headingPath,
  page,
  text,
  fused,
  lexical,
  dense,
  holds,
}: NonNullable<QuestionResult["sections"]>[number]): string {
  const legs = [
    `score ${fused}`,
    lexical === undefined ? "not found by words" : `words rank ${lexical.rank} (${lexical.score})`,
    dense === undefined ? "not found by vector" : `vector rank ${dense.rank} (${dense.score})`,
  ].join("; ");
  const place = [`${bucket}/${key}`, ...headingPath].join(" > ") + (page === null ? "" : `, page ${page}`);
  return `<li${holds ? ' class="gold"' : ""}><details><summary>${escapeMarkup(place)}${holds ? " <b>holds the answer</b>" : ""}<br><small>${escapeMarkup(legs)}</small></summary><blockquote>${escapeMarkup(text)}</blockquote></details></li>`;
}

function documents(ranking: QuestionResult["ranking"], judgements: QuestionResult["judgements"]): string {
  const items = ranking.slice(0, DOCUMENTS).map(([name]) => {
    const grade = judgements[name];
    const judged = grade === undefined ? "" : ` <b>judged ${grade}</b>`;
    return `<li${(grade ?? 0) > 0 ? ' class="gold"' : ""}>${escapeMarkup(name)}${judged}</li>`;
  });
  const missing = Object.entries(judgements)
    .filter(([name, grade]) => grade > 0 && !ranking.slice(0, DOCUMENTS).some(([found]) => found === name))
    .map(([name]) => {
      const at = ranking.findIndex(([found]) => found === name);
      return `<li>${escapeMarkup(name)}: ${at < 0 ? "not found" : `rank ${at + 1}`}</li>`;
    });
  return `<h4>Found</h4><ol>${items.join("")}</ol>${missing.length === 0 ? "" : `<p>Relevant and not among them:</p><ul>${missing.join("")}</ul>`}`;
}
