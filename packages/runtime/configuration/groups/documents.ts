import { z } from "zod";
import { section, text, wholeNumber } from "./values.ts";

export const freshness = section({
  limitSeconds: wholeNumber(1, 86_400).default(300),
  // Where it lives: true for a place of its own in the data directory.
  canary: z.union([z.boolean(), z.literal("in-buckets")], "must be true, false or in-buckets").default(true),
});

/** From when on a deletion is unusual and waits: more documents than this, and more of a hundred of a bucket's. */
export const deletions = section({
  documents: wholeNumber(0, 1_000_000_000).default(20),
  percent: wholeNumber(0, 100).default(30),
  waitSeconds: wholeNumber(0, 31_536_000).default(600),
});

export const versions = section({ keepDays: wholeNumber(0, 36_500).default(30) });

export const recognition = section({
  enabled: z.boolean("must be true or false").default(true),
  languages: z
    .array(
      z
        .string("must be a language's code, such as eng")
        .regex(
          /^[a-z]{3,8}(?:_[a-z]{2,8})*$/i,
          "must be a language's code as Tesseract has it, such as eng or chi_sim",
        ),
      "must be a list of languages' codes",
    )
    .min(1, "must name at least one language")
    .max(8, "must not be more than 8 languages: each makes recognition slower")
    .default(["eng"]),
  // With files such as deu.traineddata, for languages that no installed package holds.
  folder: text("must be the path of a folder").optional(),
});

export const limits = section({
  fileBytes: wholeNumber(1, 4 * 1024 ** 3).default(256 * 1024 ** 2),
  filePages: wholeNumber(1, 1_000_000).default(5_000),
  parseSeconds: wholeNumber(1, 86_400).default(120),
  parseMemoryMegabytes: wholeNumber(256, 1_048_576).default(1_024),
  stopSeconds: wholeNumber(1, 3_600).default(10),
});
