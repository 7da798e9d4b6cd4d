import { join } from "node:path";
import { z } from "zod";
import type { Judgements } from "../measures/ranked/ranking.ts";
import { linesOf, malformed } from "./lines.ts";

export interface CorpusEntry {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/**
 * A labelled retrieval set in BEIR's layout: `corpus.jsonl` {_id, title, text}, `queries.jsonl` {_id, text},
 * `qrels/test.tsv` with a header line and query, document and grade in columns.
 * @throws FootnoteError request_invalid, naming the file and the line
 */
export interface BeirDataset {
  /** Of the judged queries. */
  readonly queries: ReadonlyMap<string, string>;
  readonly judgements: ReadonlyMap<string, Judgements>;
  /** Streamed: a corpus may be larger than memory. */
  corpus(): AsyncIterable<CorpusEntry>;
}

const ACTION = "Give a folder in BEIR's layout: corpus.jsonl, queries.jsonl, qrels/test.tsv.";
const text = z.string("must be a text");
const identifier = text.min(1, "must not be empty");
const queryRecord = z.looseObject({
  _id: identifier,
  text: text.refine((question) => question.trim() !== "", "must not be empty"),
});
const corpusRecord = z.looseObject({ _id: identifier, title: text, text });

export async function openBeirDataset(folder: string): Promise<BeirDataset> {
  const judgements = await readJudgements(join(folder, "qrels", "test.tsv"));
  const queries = await readQueries(join(folder, "queries.jsonl"), judgements);
  return {
    queries,
    judgements,
    async *corpus() {
      for await (const { _id, title, text } of records(join(folder, "corpus.jsonl"), corpusRecord))
        yield { id: _id, title, text };
    },
  };
}

async function readJudgements(file: string): Promise<Map<string, Map<string, number>>> {
  const judgements = new Map<string, Map<string, number>>();
  for await (const { text, number } of linesOf(file)) {
    if (number === 1) continue;
    const [query, document, grade] = text.split("\t");
    if (!query || !document || !/^-?\d+\s*$/.test(grade ?? ""))
      throw malformed(
        file,
        number,
        'it is not "query<TAB>document<TAB>grade", the grade a whole number.',
        ACTION,
      );
    const judged = judgements.get(query) ?? new Map<string, number>();
    if (judged.has(document))
      throw malformed(file, number, `${query} and ${document} are judged twice.`, ACTION);
    judged.set(document, Number(grade));
    judgements.set(query, judged);
  }
  return judgements;
}

async function readQueries(
  file: string,
  judgements: ReadonlyMap<string, Judgements>,
): Promise<Map<string, string>> {
  const queries = new Map<string, string>();
  const seen = new Set<string>();
  for await (const { _id, text, number } of records(file, queryRecord)) {
    if (seen.has(_id)) throw malformed(file, number, `the query ${_id} is there twice.`, ACTION);
    seen.add(_id);
    // Only judged queries can be measured; a set often holds those of other splits too.
    if (judgements.has(_id)) queries.set(_id, text);
  }
  const missing = [...judgements.keys()].filter((query) => !seen.has(query));
  if (missing.length > 0)
    throw malformed(
      file,
      seen.size,
      `it ends without ${missing.length} judged queries, such as ${missing.slice(0, 3).join(", ")}.`,
      "Judgements and queries must be of the same set.",
    );
  return queries;
}

async function* records<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): AsyncIterable<z.output<Schema> & { number: number }> {
  for await (const { text, number } of linesOf(file)) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (cause) {
      throw malformed(file, number, "it is not JSON.", ACTION, cause);
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw malformed(file, number, `${issue?.path.join(".") || "it"} ${issue?.message}.`, ACTION);
    }
    yield { ...(parsed.data as object), number } as z.output<Schema> & { number: number };
  }
}
