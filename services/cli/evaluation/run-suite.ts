import { join } from "node:path";
import {
  type FinishedRun,
  type Judge,
  type Manifest,
  openRun,
  RUN_FORMAT,
  sha256Of,
  variantName,
} from "@footnote/evaluation";
import { type Evaluated, evaluateGolden } from "./evaluate-golden.ts";
import { evaluateRanking } from "./evaluate-ranking.ts";
import { openGoldPlaces } from "./gold-places.ts";
import type { Suite } from "./suite.ts";
import type { EvaluatedSystem, LiveDocument } from "./system.ts";
import type { Variant } from "./variants.ts";
import { type Evaluating, type Where, withSystem } from "./with-system.ts";

export interface RunOptions extends Where {
  readonly out: string;
  readonly seed: number;
  readonly again: boolean;
  /** Undefined: words stand in, under names of their own. */
  readonly judge: Judge | undefined;
  readonly onQuestion: (variant: string, done: number, all: number) => void;
}

/** Evaluates variants of the same setup on a suite, or goes on where that was ended. */
export async function runSuite(
  suite: Suite,
  variants: readonly Variant[],
  options: RunOptions,
): Promise<FinishedRun[]> {
  const [setup] = variants;
  if (setup === undefined) return [];
  return withSystem(suite, setup, options, async (open) => {
    const runs: FinishedRun[] = [];
    for (const variant of variants) runs.push(await runVariant(suite, variant, open(variant), options));
    return runs;
  });
}

async function runVariant(
  suite: Suite,
  variant: Variant,
  { system, recipe, models }: Evaluating,
  options: RunOptions,
): Promise<FinishedRun> {
  const documents = await documentsOf(suite, system);
  const manifest: Manifest = {
    format: RUN_FORMAT,
    suite: {
      name: suite.name,
      kind: suite.kind,
      sha256: suite.sha256,
      questions: suite.questions,
      drafts: suite.kind === "golden" ? suite.golden.drafts : 0,
    },
    variant: { ...variant.named },
    recipe,
    models: { ...models, judge: options.judge?.id ?? null },
    documents: { count: documents.length, sha256: sha256Of(namesAndVersions(documents)) },
    url: system.url,
    seed: options.seed,
  };
  const run = await openRun(join(options.out, suite.name, slugOf(variant)), manifest, options.again);
  try {
    let done = run.done.size;
    for (const { id, evaluate } of questionsOf(suite, system, options.judge)) {
      if (run.done.has(id)) continue;
      // What was given before can only be given again once it was given.
      if (variant.cache === "on") await evaluate();
      const { result, timing } = await evaluate();
      await run.keep(result, timing);
      done += 1;
      options.onQuestion(variantName(variant.named), done, suite.questions);
    }
    return await run.finish();
  } finally {
    await run.close();
  }
}

interface Question {
  readonly id: string;
  evaluate(): Promise<Evaluated>;
}

function questionsOf(suite: Suite, system: EvaluatedSystem, judge: Judge | undefined): Question[] {
  if (suite.kind === "golden") {
    const placesOf = openGoldPlaces(system);
    return suite.golden.questions.map((question) => ({
      id: question.id,
      evaluate: () => evaluateGolden(system, placesOf, judge, question),
    }));
  }
  const { queries, judgements } = suite.dataset;
  return [...queries].map(([id, question]) => ({
    id,
    evaluate: () => evaluateRanking(system, { id, question, judgements: judgements.get(id) ?? new Map() }),
  }));
}

/** All that anyone may read who asks a question of the suite. */
async function documentsOf(suite: Suite, system: EvaluatedSystem): Promise<LiveDocument[]> {
  const readers = suite.kind === "golden" ? suite.golden.questions.map(({ reader }) => reader) : [undefined];
  const different = new Map(readers.map((reader) => [JSON.stringify(reader), reader]));
  const all = new Map<string, LiveDocument>();
  for (const reader of different.values())
    for (const document of await system.documents(reader)) all.set(document.document, document);
  return [...all.values()];
}

function namesAndVersions(documents: readonly LiveDocument[]): string[] {
  return documents.map(({ bucket, key, version }) => `${bucket}/${key} ${version}`).sort();
}

/** @example "legs=hybrid_cache=off" */
function slugOf({ named }: Variant): string {
  return variantName(named).replaceAll(/[^\w.=-]/g, "_");
}
