import { createHash } from "node:crypto";
import { z } from "zod";

export const RUN_FORMAT = 1;

export const manifestSchema = z.object({
  format: z.literal(RUN_FORMAT),
  suite: z.object({
    name: z.string(),
    kind: z.enum(["beir", "golden"]),
    /** Of the questions and judgements. */
    sha256: z.string(),
    questions: z.int(),
    /** Questions that no person accepted yet, and that are not asked. */
    drafts: z.int(),
  }),
  /** What was varied, by name, e.g. {"legs": "hybrid"}. */
  variant: z.record(z.string(), z.string()),
  /** Hash of the settings and of the code that decides what is found and said, prompts included; null at a URL. */
  recipe: z.string().nullable(),
  models: z.object({
    embedding: z.string().nullable(),
    language: z.string().nullable(),
    judge: z.string().nullable(),
  }),
  /** Which documents were searched: how many, and a hash of their names and versions. */
  documents: z.object({ count: z.int(), sha256: z.string() }),
  /** Whose address was asked, where it was not this process. */
  url: z.string().nullable(),
  seed: z.int(),
});

/** What a run is of: two runs with the same manifest measure the same. */
export type Manifest = z.output<typeof manifestSchema>;

/** @example "legs=hybrid cache=off" */
export function variantName(variant: Manifest["variant"]): string {
  return (
    Object.entries(variant)
      .map(([name, value]) => `${name}=${value}`)
      .join(" ") || "as configured"
  );
}

/** What two manifests disagree in, by their fields. */
export function differingFields(one: Manifest, other: Manifest): string[] {
  return Object.keys(one).filter((field) => {
    const key = field as keyof Manifest;
    return JSON.stringify(one[key]) !== JSON.stringify(other[key]);
  });
}

export function sha256Of(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
