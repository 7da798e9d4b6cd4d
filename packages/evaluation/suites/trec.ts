import type { Judgements, Run } from "../measures/ranked/ranking.ts";
import { linesOf, malformed } from "./lines.ts";

const QRELS = 'Each line is "query 0 document grade", the grade a whole number, as trec_eval reads it.';
const RUN = 'Each line is "query Q0 document rank score tag", as trec_eval reads it.';

/** Judgements by query, from a TREC qrels file. @throws FootnoteError request_invalid, naming the line */
export async function readQrels(file: string): Promise<Map<string, Judgements>> {
  return read(file, QRELS, (fields) => {
    const [query, , document, grade] = fields;
    if (fields.length !== 4 || !/^-?\d+$/.test(grade ?? "")) return undefined;
    return { query, document, value: Number(grade) };
  });
}

/** Scores by query, from a TREC run file, whose ranks count for nothing. @throws FootnoteError request_invalid, naming the line */
export async function readTrecRun(file: string): Promise<Run> {
  return read(file, RUN, (fields) => {
    const [query, , document, , score] = fields;
    const value = Number(score);
    if (fields.length !== 6 || score === undefined || !Number.isFinite(value)) return undefined;
    return { query, document, value };
  });
}

async function read(
  file: string,
  form: string,
  entryOf: (
    fields: string[],
  ) => { query: string | undefined; document: string | undefined; value: number } | undefined,
): Promise<Map<string, Map<string, number>>> {
  const byQuery = new Map<string, Map<string, number>>();
  for await (const { text, number } of linesOf(file)) {
    const { query, document, value } = entryOf(text.trim().split(/\s+/)) ?? {};
    if (query === undefined || document === undefined || value === undefined)
      throw malformed(file, number, "it is not a line of such a file.", form);
    const entries = byQuery.get(query) ?? new Map<string, number>();
    if (entries.has(document))
      throw malformed(file, number, `${document} is there twice for ${query}.`, "Leave one of them.");
    entries.set(document, value);
    byQuery.set(query, entries);
  }
  return byQuery;
}

export function trecRunOf(run: Run, tag: string): string {
  let text = "";
  for (const [query, scores] of run)
    for (const [index, [document, score]] of [...scores].entries())
      text += `${word(query)} Q0 ${word(document)} ${index + 1} ${score} ${word(tag)}\n`;
  return text;
}

export function qrelsOf(judgements: ReadonlyMap<string, Judgements>): string {
  let text = "";
  for (const [query, judged] of judgements)
    for (const [document, grade] of judged) text += `${word(query)} 0 ${word(document)} ${grade}\n`;
  return text;
}

/** The form is of words: what holds a space is percent-encoded. */
function word(name: string): string {
  return name.replace(/[\s%]/gu, encodeURIComponent);
}
