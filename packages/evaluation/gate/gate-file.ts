import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { FootnoteError } from "@footnote/contracts";
import { parseDocument } from "yaml";
import { z } from "zod";

const share = z.number("must be a number");

const entry = z.strictObject({
  suite: z.string("must be the name of a suite"),
  /** What was varied, as the run says it; left out for a run as configured. */
  variant: z.record(z.string(), z.string("must be a text")).default({}),
  /** No mean may be below these. */
  floors: z.record(z.string(), share).default({}),
  /** No mean may be above these: for measures of which less is better. */
  ceilings: z.record(z.string(), share).default({}),
  /** Measures that may not become significantly worse than in the baseline, which is a file beside this one. */
  drops: z
    .strictObject({
      baseline: z.string("must be the path of a file"),
      measures: z
        .array(z.string("must be the name of a measure"), "must be a list")
        .min(1, "must not be empty"),
      significance: share.gt(0, "must be above 0").lt(1, "must be below 1").default(0.05),
    })
    .optional(),
});

const gateFile = z.strictObject({
  version: z.literal(1, "must be 1"),
  gates: z.array(entry, "must be a list").min(1, "must not be empty"),
});

export type GateEntry = z.output<typeof entry>;

/** What runs are held to, with the baselines' paths made absolute. @throws FootnoteError request_invalid, naming the field */
export async function readGateFile(file: string): Promise<GateEntry[]> {
  const content = await readFile(file, "utf8").catch((cause: unknown) => {
    throw invalid(`${file} cannot be read.`, cause);
  });
  const document = parseDocument(content, { prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = content.slice(0, error.pos[0]).split("\n").length;
    throw invalid(`${file}, line ${line}: it is not valid YAML.`, error);
  }
  const parsed = gateFile.safeParse(document.toJS());
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(`${file}: ${issue?.path.join(".") || "the file"} ${issue?.message}.`);
  }
  return parsed.data.gates.map((gate) =>
    gate.drops === undefined
      ? gate
      : { ...gate, drops: { ...gate.drops, baseline: resolve(dirname(file), gate.drops.baseline) } },
  );
}

function invalid(message: string, cause?: unknown): FootnoteError {
  return new FootnoteError("request_invalid", message, {
    action: "docs/EVALUATION.md shows a gate file.",
    cause,
  });
}
