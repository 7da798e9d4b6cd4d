import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Status } from "@footnote/contracts";
import { type BeirDataset, evaluate, openBeirDataset, type SystemMeasures } from "@footnote/evaluation";
import type { RetrievalSystem } from "@footnote/retrieval";
import type { Configuration } from "@footnote/runtime";
import type { Command } from "commander";
import { type CommonOptions, command, commandGroup, type Surroundings } from "../command.ts";
import { type Embedded, openEmbedded } from "../embedded.ts";
import { progressBar } from "../progress.ts";
import { settled, statusOf } from "../settled.ts";

const SYSTEMS = ["lexical", "dense", "hybrid"] as const satisfies readonly RetrievalSystem[];
/** All that two legs of 100 can contribute, so that many chunks of one document do not shorten the ranking. */
const DEPTH = 200;
const LOOK_EVERY_MILLISECONDS = 500;
/** It ends with the process. */
const NEVER = new AbortController().signal;

interface EvaluationReport {
  readonly documents: number;
  readonly queries: number;
  readonly systems: Record<(typeof SYSTEMS)[number], SystemMeasures>;
}

export function evalCommand({ configurationOf }: Surroundings): Command {
  const example = "npx footnote eval run ./scifact --json";
  return commandGroup("eval", "measure retrieval on labelled questions", example).addCommand(
    command(
      "run",
      "index a labelled set in BEIR's layout and measure lexical, dense and hybrid search on it",
      example,
    )
      .argument("<folder>")
      .action(async (folder: string, options: CommonOptions) => {
        const progress = progressBar();
        try {
          const report = await evalRun(configurationOf({}), folder, options.data, progress.show);
          progress.end();
          process.stdout.write(`${options.json ? JSON.stringify(report) : printReport(report)}\n`);
        } finally {
          progress.end();
        }
      }),
  );
}

/**
 * Indexes a labelled set through the real path, a file per document in a bucket, and measures what search
 * finds. With `data` the index stays there and a second run takes up where the first one ended.
 */
async function evalRun(
  configuration: Configuration,
  folder: string,
  data: string | undefined,
  onProgress: (status: Status) => void,
): Promise<EvaluationReport> {
  const dataset = await openBeirDataset(folder);
  const work = data ?? (await mkdtemp(join(tmpdir(), "footnote-eval-")));
  const bucket = join(work, "eval-bucket");
  try {
    const documents = await writeBucket(dataset, bucket);
    const footnote = await openEmbedded({ ...configuration, data: join(work, "eval-index"), buckets: [] });
    try {
      const { reconciled } = await footnote.watch([{ name: "eval", folder: bucket, readers: ["everyone"] }]);
      await reconciled;
      await live(footnote, documents, onProgress);
      return { documents, queries: dataset.queries.size, systems: await measure(footnote, dataset) };
    } finally {
      await footnote.close();
    }
  } finally {
    if (data === undefined) await rm(work, { recursive: true, force: true });
  }
}

/** HTML keeps any text exactly, with three characters escaped. */
async function writeBucket(dataset: BeirDataset, bucket: string): Promise<number> {
  await mkdir(bucket, { recursive: true });
  const escaped = (text: string) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  let documents = 0;
  for await (const { id, title, text } of dataset.corpus()) {
    const html = `<!doctype html><title>${escaped(title)}</title><p>${escaped(text)}</p>\n`;
    await writeFile(join(bucket, `${encodeURIComponent(id)}.html`), html);
    documents += 1;
  }
  return documents;
}

async function live(
  footnote: Embedded,
  documents: number,
  onProgress: (status: Status) => void,
): Promise<void> {
  const { documents: counts, problems } = await settled(statusOf(footnote), onProgress);
  if (counts.live === documents) {
    while (!(await footnote.indexes.isCurrent())) await setTimeout(LOOK_EVERY_MILLISECONDS);
    return;
  }
  throw new Error(
    `Only ${counts.live} of ${documents} documents are answerable: ${JSON.stringify(problems.slice(0, 3))}`,
  );
}

async function measure(footnote: Embedded, dataset: BeirDataset): Promise<EvaluationReport["systems"]> {
  const runs = { lexical: new Map(), dense: new Map(), hybrid: new Map() } satisfies Record<
    RetrievalSystem,
    Map<string, Map<string, number>>
  >;
  const paths = {
    lexical: footnote.questionsBy("lexical"),
    dense: footnote.questionsBy("dense"),
    hybrid: footnote.questionsBy("hybrid"),
  };
  for (const [query, question] of dataset.queries) {
    for (const system of SYSTEMS) {
      const asked = { question, asOf: undefined, within: undefined, subject: "evaluation", earlier: [] };
      const { candidates } = await paths[system].find(footnote.reader, asked, DEPTH, NEVER);
      const scores = new Map<string, number>();
      // A document ranks where its best chunk ranks.
      for (const [index, { key }] of candidates.entries()) {
        const id = decodeURIComponent(key.slice(0, -".html".length));
        if (!scores.has(id)) scores.set(id, -index);
      }
      runs[system].set(query, scores);
    }
  }
  const measured = (system: (typeof SYSTEMS)[number]) => evaluate(runs[system], dataset.judgements);
  return { lexical: measured("lexical"), dense: measured("dense"), hybrid: measured("hybrid") };
}

function printReport({ documents, queries, systems }: EvaluationReport): string {
  const rows = SYSTEMS.map((system) => {
    const { "ndcg@10": ndcg, "recall@100": recall } = systems[system];
    return `${system.padEnd(8)}  ${ndcg.toFixed(4).padStart(7)}  ${recall.toFixed(4).padStart(10)}`;
  });
  return [`${documents} documents, ${queries} judged queries`, "system    nDCG@10  recall@100", ...rows].join(
    "\n",
  );
}
