/**
 * Prints how well a reranker orders what search found, by what its score counts beside the order of search: for choosing
 * `retrieval.reranker.weight`, or none.
 *
 *     npx node eval/quality/rerank.ts MODEL SUITE [--documents FOLDER] [--index FOLDER] [--questions 100]
 *
 * MODEL is a folder with a cross-encoder; SUITE a labelled set or a file of questions, as `footnote eval run` takes them. A passage
 * of a question's own file is right where it holds a quote, or says all of `must`. Each candidate is scored once.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Candidate, oneLine } from "@footnote/contracts";
import { type Judgements, measureRanking, saysAll } from "@footnote/evaluation";
import { openCrossEncoderReranker } from "@footnote/models";
import { rerank } from "@footnote/retrieval";
import { loadConfiguration } from "@footnote/runtime";
import { openEmbedded } from "../../services/cli/embedded.ts";
import { idOf, writeCorpus } from "../../services/cli/evaluation/corpus-bucket.ts";
import { openSuite, type Suite } from "../../services/cli/evaluation/suite.ts";
import { settled, statusOf } from "../../services/cli/settled.ts";

const CANDIDATES = 50;
const WEIGHTS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1];
const NEVER = new AbortController().signal;

interface Asked {
  readonly question: string;
  /** What a candidate is judged as, and the grades by that. */
  judge(candidates: readonly Candidate[]): { nameOf(candidate: Candidate): string; grades: Judgements };
}

/** Questions that something answers. */
function askedOf(suite: Suite): Asked[] {
  if (suite.kind === "beir")
    return [...suite.dataset.queries].map(([id, question]) => ({
      question,
      judge: () => ({
        nameOf: ({ key }) => idOf(key),
        grades: suite.dataset.judgements.get(id) ?? new Map(),
      }),
    }));
  const answerable = suite.golden.questions.filter((question) => question.answerable);
  return answerable.map((question) => ({
    question: question.question,
    judge(candidates) {
      const isQuoted = ({ key, text }: Candidate) =>
        question.passages.some(
          (one) => one.key === key && one.quote !== undefined && oneLine(text).includes(oneLine(one.quote)),
        );
      const right = candidates.filter((one) => isQuoted(one) || saysAll(question, one.text) === true);
      return {
        nameOf: ({ chunk }: Candidate) => chunk,
        grades: new Map(right.map(({ chunk }) => [chunk, 1])),
      };
    },
  }));
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    documents: { type: "string" },
    index: { type: "string" },
    questions: { type: "string", default: "1000000" },
  },
});
const [folder = "", path = ""] = positionals;
const suite = await openSuite(path);
const temporary = await mkdtemp(join(tmpdir(), "footnote-rerank-"));
const data = values.index === undefined ? join(temporary, "index") : resolve(values.index);
let documents = values.documents ?? join(temporary, "documents");
if (suite.kind === "beir") {
  documents = join(data, "..", "documents");
  await writeCorpus(suite.dataset, documents);
}
const overrides = { data, log: "error" } as const;
const footnote = await openEmbedded(
  loadConfiguration({ environment: {}, directory: process.cwd(), overrides }),
);
const reranker = await openCrossEncoderReranker({ folder: resolve(folder) });
try {
  const bucket = { name: suite.name, folder: resolve(documents), readers: ["everyone"] };
  const { reconciled } = await footnote.watch([bucket]);
  await reconciled;
  await settled(statusOf(footnote), () => undefined);
  const questions = footnote.questionsBy("hybrid", { caching: false });
  const milliseconds: number[] = [];
  const rows = WEIGHTS.map((): { ndcg: number; first: number }[] => []);
  for (const { question, judge } of askedOf(suite).slice(0, Number(values.questions))) {
    const asked = { question, asOf: undefined, within: undefined, subject: "evaluation", earlier: [] };
    const { candidates } = await questions.find(footnote.reader, asked, CANDIDATES, NEVER);
    const { nameOf, grades } = judge(candidates);
    if (grades.size === 0 || candidates.length === 0) continue;
    let scores: Promise<number[]> | undefined;
    const once: typeof reranker = {
      ...reranker,
      async score(...given) {
        const began = performance.now();
        scores ??= reranker.score(...given).finally(() => milliseconds.push(performance.now() - began));
        return scores;
      },
    };
    for (const [at, weight] of WEIGHTS.entries()) {
      const rule = { reranker: once, candidates: CANDIDATES, weight, deadlineMilliseconds: 600_000 };
      const ordered = (await rerank(rule, question, candidates, NEVER)).candidates;
      const names = [...new Set(ordered.map(nameOf))];
      const ranking = new Map(names.map((name, place) => [name, names.length - place]));
      const measured = measureRanking(ranking, grades);
      rows[at]?.push({ ndcg: measured["ndcg@10"] ?? 0, first: measured["success@1"] ?? 0 });
    }
  }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  console.log(`${suite.name}: ${rows[0]?.length} questions with an answer among ${CANDIDATES} candidates`);
  console.log("weight  nDCG@10  first is right");
  for (const [at, row] of rows.entries()) {
    const [ndcg, first] = [row.map(({ ndcg }) => ndcg), row.map(({ first }) => first)].map(mean);
    console.log(`${WEIGHTS[at]?.toFixed(1)}     ${ndcg?.toFixed(4)}   ${first?.toFixed(3)}`);
  }
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  console.log(`${CANDIDATES} candidates: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`);
} finally {
  await reranker.close();
  await footnote.close();
  await rm(temporary, { recursive: true, force: true });
}
