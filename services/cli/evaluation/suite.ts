import { stat } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import { FootnoteError } from "@footnote/contracts";
import {
  type BeirDataset,
  type GoldenSet,
  openBeirDataset,
  readGoldenSet,
  sha256Of,
} from "@footnote/evaluation";

interface SuiteBase {
  readonly name: string;
  /** Of the questions and what is expected. */
  readonly sha256: string;
  readonly questions: number;
}

export type Suite =
  | (SuiteBase & { readonly kind: "beir"; readonly dataset: BeirDataset })
  | (SuiteBase & { readonly kind: "golden"; readonly golden: GoldenSet });

/**
 * A labelled set: a folder in BEIR's layout, or a file of golden questions.
 * @throws FootnoteError request_invalid
 */
export async function openSuite(path: string): Promise<Suite> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new FootnoteError("request_invalid", `${path} is not there.`, {
      action: "Name a folder in BEIR's layout, or a JSONL or YAML file of questions.",
      cause,
    });
  });
  const name = basename(resolve(path), extname(path));
  if (found.isDirectory()) {
    await stat(join(path, "qrels", "test.tsv")).catch((cause: unknown) => {
      throw new FootnoteError("request_invalid", `${path} is no labelled set: it has no qrels/test.tsv.`, {
        action:
          "Name a folder in BEIR's layout, or a file of questions, and the folder that they are about with --documents.",
        cause,
      });
    });
    const dataset = await openBeirDataset(path);
    const judged = [...dataset.judgements].map(([query, judgements]) => [query, [...judgements]]);
    return {
      kind: "beir",
      name,
      sha256: sha256Of([[...dataset.queries], judged]),
      questions: dataset.queries.size,
      dataset,
    };
  }
  const golden = await readGoldenSet(path);
  return {
    kind: "golden",
    name: golden.name ?? name,
    sha256: sha256Of(golden.questions),
    questions: golden.questions.length,
    golden,
  };
}
