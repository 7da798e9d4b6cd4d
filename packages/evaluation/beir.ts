import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { FootnoteError } from "@footnote/contracts";
import type { Judgements } from "./measures/ranking.ts";

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
  readonly queries: ReadonlyMap<string, string>;
  readonly judgements: ReadonlyMap<string, Judgements>;
  /** Streamed: a corpus may be larger than memory. */
  corpus(): AsyncIterable<CorpusEntry>;
}

export async function openBeirDataset(folder: string): Promise<BeirDataset> {
  const judgements = new Map<string, Map<string, number>>();
  for await (const { line, number } of lines(join(folder, "qrels", "test.tsv"))) {
    if (number === 1) continue;
    const [query, document, grade] = line.split("\t");
    if (query === undefined || document === undefined || !/^-?\d+\s*$/.test(grade ?? "")) {
      throw invalid(`qrels/test.tsv line ${number} is not "query<TAB>document<TAB>grade".`);
    }
    const judged = judgements.get(query) ?? new Map<string, number>();
    judged.set(document, Number(grade));
    judgements.set(query, judged);
  }
  const queries = new Map<string, string>();
  for await (const { _id, text } of records(folder, "queries.jsonl", ["_id", "text"])) {
    // Only judged queries can be measured; a set often holds those of other splits too.
    if (judgements.has(_id)) queries.set(_id, text);
  }
  return {
    queries,
    judgements,
    async *corpus() {
      for await (const { _id, title, text } of records(folder, "corpus.jsonl", ["_id", "title", "text"])) {
        yield { id: _id, title, text };
      }
    },
  };
}

async function* records<Field extends string>(
  folder: string,
  name: string,
  fields: readonly Field[],
): AsyncIterable<Record<Field, string>> {
  for await (const { line, number } of lines(join(folder, name))) {
    let record: unknown;
    try {
      record = JSON.parse(line);
    } catch (cause) {
      throw invalid(`${name} line ${number} is not JSON.`, cause);
    }
    const complete =
      typeof record === "object" &&
      record !== null &&
      fields.every((field) => typeof (record as Record<string, unknown>)[field] === "string");
    if (!complete) throw invalid(`${name} line ${number} must have the texts ${fields.join(", ")}.`);
    yield record as Record<Field, string>;
  }
}

async function* lines(file: string): AsyncIterable<{ line: string; number: number }> {
  let number = 0;
  const stream = createReadStream(file, "utf8");
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (line.trim() !== "") yield { line, number };
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    throw invalid(`${file} is not there.`, cause);
  }
}

function invalid(message: string, cause?: unknown): FootnoteError {
  return new FootnoteError("request_invalid", message, {
    action: "Give a folder in BEIR's layout: corpus.jsonl, queries.jsonl, qrels/test.tsv.",
    cause,
  });
}
