import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { FootnoteError } from "@footnote/contracts";
import { z } from "zod";
import type { MeasureRow } from "../measures/measure.ts";
import type { FinishedRun } from "../runs/run-folder.ts";

const baselineSchema = z.object({
  format: z.literal(1),
  suite: z.object({ name: z.string(), sha256: z.string() }),
  variant: z.record(z.string(), z.string()),
  rows: z.record(z.string(), z.record(z.string(), z.number().nullable())),
});

/** What a run measured, question by question, for later runs to be held to. Lies in version control. */
export type Baseline = z.output<typeof baselineSchema>;

export async function writeBaseline(
  file: string,
  { manifest, results }: FinishedRun,
  measures: readonly string[],
): Promise<void> {
  const rows = results.map(
    ({ id, measures: row }) =>
      `${JSON.stringify(id)}: ${JSON.stringify(Object.fromEntries(measures.map((name) => [name, row[name] ?? null])))}`,
  );
  const { name, sha256 } = manifest.suite;
  // A line for each question, so that a change shows which ones it moved.
  const text = `{"format": 1, "suite": ${JSON.stringify({ name, sha256 })}, "variant": ${JSON.stringify(manifest.variant)}, "rows": {\n${rows.join(",\n")}\n}}\n`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** @throws FootnoteError request_invalid */
export async function readBaseline(file: string): Promise<Baseline> {
  try {
    return baselineSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    throw new FootnoteError("request_invalid", `${file} is no baseline.`, {
      action: "Write one with footnote eval gate --accept, from a run that is as good as it should be.",
      cause,
    });
  }
}

export function rowsOf({ rows }: Baseline): ReadonlyMap<string, MeasureRow> {
  return new Map(Object.entries(rows));
}
