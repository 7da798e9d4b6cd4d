import { readFile } from "node:fs/promises";
import { join } from "node:path";

export interface Passage {
  readonly key: string;
  readonly quote: string;
  readonly page?: number;
}

export interface Question {
  readonly id: string;
  readonly question: string;
  readonly answerable: boolean;
  readonly answer: string | null;
  readonly passages: readonly Passage[];
}

const SPLITS = {
  test: { bucket: "handbook", questions: "questions.jsonl" },
  dev: { bucket: "dev/bucket", questions: "dev/questions.jsonl" },
} as const;

export type SplitName = keyof typeof SPLITS;

export function bucketOf(split: SplitName): string {
  return join(import.meta.dirname, SPLITS[split].bucket);
}

export function questionsOf(split: SplitName): Promise<Question[]> {
  return readQuestions(join(import.meta.dirname, SPLITS[split].questions));
}

/** One question per line of the file. */
export async function readQuestions(path: string): Promise<Question[]> {
  const lines = (await readFile(path, "utf8")).trim().split("\n");
  return lines.map((line): Question => JSON.parse(line));
}
