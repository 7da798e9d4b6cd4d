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

export async function questionsOf(split: SplitName): Promise<Question[]> {
  const lines = await readFile(join(import.meta.dirname, SPLITS[split].questions), "utf8");
  return lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Question);
}
