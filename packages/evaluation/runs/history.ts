import { appendFile, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import type { PastRun } from "@footnote/contracts";
import { z } from "zod";
import { headlineOf } from "../measures/headline.ts";
import { jsonOf } from "./json-of.ts";
import { variantName } from "./manifest.ts";
import type { FinishedRun } from "./run-folder.ts";

/** Of the file's end: a line is some 1,000 characters, and more runs than that nobody looks through. */
const MOST_BYTES = 1_000_000;

const line = z.object({
  at: z.iso.datetime(),
  suite: z.string(),
  variant: z.string(),
  questions: z.int(),
  documents: z.int(),
  recipe: z.string().nullable(),
  means: z.array(z.object({ measure: z.string(), mean: z.number(), defined: z.int() })),
});

/**
 * Adds a run to the file of those that were finished, one a line: its folder is written anew by the next run of the same. One that
 * came out just as the last one of its name did is not added: nothing was asked, or nothing changed.
 */
export async function addToHistory(file: string, { manifest, means }: FinishedRun, at: Date): Promise<void> {
  const run: PastRun = {
    at: at.toISOString(),
    suite: manifest.suite.name,
    variant: variantName(manifest.variant),
    questions: manifest.suite.questions,
    documents: manifest.documents.count,
    recipe: manifest.recipe,
    means: headlineOf(Object.keys(means)).flatMap((measure) => {
      const { mean, defined } = means[measure] ?? { mean: null, defined: 0 };
      return mean === null ? [] : [{ measure, mean, defined }];
    }),
  };
  const last = (await readHistory(file)).find(
    ({ suite, variant }) => suite === run.suite && variant === run.variant,
  );
  if (last !== undefined && JSON.stringify({ ...last, at: run.at }) === JSON.stringify(run)) return;
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, `${JSON.stringify(run)}\n`, { mode: 0o600 });
}

/** Newest first. What is no line of a run, such as half of one, is left out: a page is no place to mend a file. */
export async function readHistory(file: string): Promise<PastRun[]> {
  const lines = (await endOf(file)).split("\n");
  return lines
    .flatMap((text): PastRun[] => {
      const parsed = line.safeParse(jsonOf(text));
      return parsed.success ? [parsed.data] : [];
    })
    .reverse();
}

async function endOf(file: string): Promise<string> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (handle === undefined) return "";
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - MOST_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await handle.close();
  }
}
