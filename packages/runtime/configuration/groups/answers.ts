import { z } from "zod";
import { languageModel } from "./models.ts";
import { choice, section, wholeNumber } from "./values.ts";

/** Without a model answers are made of the passages' own words. */
export const answers = section({
  model: languageModel.optional(),
  // Asked in this order where the model fails.
  fallbacks: z
    .array(languageModel, "must be a list of models")
    .max(10, "must not be more than 10")
    .default([]),
  // Of what models read and write for one caller.
  tokensPerDay: wholeNumber(1, 1_000_000_000_000).optional(),
}).refine(({ model, fallbacks }) => model !== undefined || fallbacks.length === 0, {
  path: ["fallbacks"],
  error: "needs answers.model, which is asked first",
});

/** Who says whether an answer's statements are supported; without it words stand in. See docs/EVALUATION.md. */
export const evaluation = section({ judge: languageModel.optional() });

/** Answers that are given again, at most for so long: what they rest on ends them sooner. */
export const cache = section({
  enabled: z.boolean("must be true or false").default(true),
  hours: wholeNumber(1, 8_760).default(24),
  megabytes: wholeNumber(1, 1_048_576).default(256),
});

/** With their answers, for those who asked and for whoever mends the documents; 0: not at all. */
export const questions = section({ keepDays: wholeNumber(0, 3_650).default(90) });

const origin = (() => {
  const message = "must be the origin of a site, such as https://chat.example.org";
  return z.string(message).refine((text) => URL.parse(text)?.origin === text, message);
})();

export const openai = section({
  markup: choice(["neutral", "raw"]).default("neutral"),
  // In the text for clients that show no annotations.
  sources: choice(["annotations", "text"]).default("annotations"),
  // Pages of other sites that may ask from a browser.
  origins: z.array(origin, "must be a list of origins").max(100, "must not be more than 100").default([]),
});
