/**
 * Fits when the extractive answerer says "not found", on the development questions alone, and prints the coefficients
 * for `FITTED` and, with the bundled cross-encoder, `FITTED_READ` in packages/answering/abstain.ts, with what they reach on questions
 * that they were not fitted on; and then the same for packages/answering/confidence.ts, where nothing is read, and a language model is
 * asked at once or not.
 *
 *     npx node eval/quality/fit-abstention.ts
 *
 * Every answerable question also counts once as unanswerable, searched without the passages that answer it. `FITTED_READ` comes from
 * all sets but pool and the fourth of 18F, which were written later, the others from dev, wiki and the first set of 18F; without the
 * 18F handbook and OWASP's standard, which are no part of this repository, it fits on the others and says so.
 */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type AbstentionThresholds,
  answerability,
  evidenceOf,
  logOddsOf,
  promisingUnits,
  rank,
  readThresholdsFor,
  readUnits,
  retrievalSignals,
  thresholdsFor,
} from "@footnote/answering";
import { type Candidate, oneLine } from "@footnote/contracts";
import { readGoldenSet, saysAll } from "@footnote/evaluation";
import { BUNDLED_MODEL, openBundledReranker } from "@footnote/models";
import { loadConfiguration } from "@footnote/runtime";
import { type Embedded, openEmbedded } from "../../services/cli/embedded.ts";
import { settled, statusOf } from "../../services/cli/settled.ts";
import { BEFORE_READING, KINDS, type Kind, type Point, READ, report, SIGNALS } from "./abstention-report.ts";
import { readQuestions } from "./questions.ts";

const DEV = join(import.meta.dirname, "dev");
const SHARED = join(import.meta.dirname, "../../../shared/corpora");
const SETS = [
  { name: "dev", quoted: ["questions"], judged: [], bucket: join(DEV, "bucket") },
  { name: "wiki", quoted: [], judged: ["judged-wiki"], bucket: join(DEV, "bucket") },
  { name: "museum", quoted: [], judged: ["judged-museum"], bucket: join(DEV, "museum") },
  { name: "pool", quoted: [], judged: ["judged-pool"], bucket: join(DEV, "pool") },
  {
    name: "18f",
    quoted: ["questions-18f"],
    judged: ["judged-18f", "judged-18f-more", "judged-18f-third", "judged-18f-fourth"],
    bucket: join(SHARED, "18f-handbook"),
  },
  {
    name: "asvs",
    quoted: [],
    judged: ["judged-asvs", "judged-asvs-more"],
    bucket: join(SHARED, "owasp-asvs"),
  },
];
/** As many passages as the query service hands to the answerer. */
const PASSAGES = 10;
const NEVER = new AbortController().signal;
const IN_USE = thresholdsFor(BUNDLED_MODEL) as AbstentionThresholds;

interface Asked {
  readonly id: string;
  readonly question: string;
  readonly answerable: boolean;
  readonly answers: (candidate: Candidate) => boolean;
}

/** Questions with the passages that answer them. */
async function quoted(path: string): Promise<Asked[]> {
  return (await readQuestions(path)).map(({ passages, ...question }) => ({
    ...question,
    answers: ({ key, text }) =>
      passages.some((passage) => passage.key === key && oneLine(text).includes(oneLine(passage.quote))),
  }));
}

/** Questions with what an answer has to say. */
async function judged(path: string): Promise<Asked[]> {
  return (await readGoldenSet(path)).questions.map((question) => ({
    ...question,
    answers: ({ text }) => saysAll(question, text) === true,
  }));
}

/** The same questions by what units and vectors tell, that and a cross-encoder, and by what search and words do. */
interface Points {
  readonly compared: Point[];
  readonly read: Point[];
  readonly before: Point[];
}

async function pointsOf(set: string, footnote: Embedded, questions: readonly Asked[]): Promise<Points> {
  const points: Points = { compared: [], read: [], before: [] };
  const path = footnote.questionsBy("hybrid", { caching: false });
  for (const { id, question, answerable, answers } of questions) {
    const { candidates: found, questionVector } = await path.find(
      footnote.reader,
      { question, asOf: undefined, within: undefined, subject: "", earlier: [] },
      PASSAGES * 3,
      NEVER,
    );
    const add = async (kind: Kind, candidates: readonly Candidate[]) => {
      const read = await path.expand(footnote.reader, candidates, PASSAGES, NEVER);
      const request = { question, questionVector, passages: read, subject: "", isVerified: async () => true };
      const ranking = await rank(footnote.embedder, request);
      const evidence = ranking && (await evidenceOf(footnote.embedder, request, ranking));
      const reading = ranking && (await readUnits(crossEncoder.score, request, ranking))?.highest;
      const signals = SIGNALS.map((signal) => evidence?.[signal] ?? 0);
      const point = { set, kind, answerable: kind === "answerable", group: id };
      points.compared.push({ ...point, signals });
      const probability = evidence === undefined ? 0.5 : answerability(IN_USE, evidence);
      // Around an answer that was taken away stands what a cross-encoder takes for one: real gaps rarely have that.
      if (kind !== "answer taken away")
        points.read.push({
          ...point,
          signals: [logOddsOf(probability), reading ?? 0],
        });
      const retrieved = retrievalSignals(request, promisingUnits(request));
      points.before.push({ ...point, signals: BEFORE_READING.map((signal) => retrieved[signal]) });
    };
    await add(answerable ? "answerable" : "no answer written", found);
    if (answerable)
      await add(
        "answer taken away",
        found.filter((candidate) => !answers(candidate)),
      );
  }
  return points;
}

async function questionsOf({ quoted: ofQuotes, judged: ofRules }: (typeof SETS)[number]): Promise<Asked[]> {
  const file = (name: string) => join(DEV, `${name}.jsonl`);
  const read = [...ofQuotes.map((name) => quoted(file(name))), ...ofRules.map((name) => judged(file(name)))];
  return (await Promise.all(read)).flat();
}

async function readSet(set: (typeof SETS)[number]): Promise<Points> {
  const { name, bucket } = set;
  const data = await mkdtemp(join(tmpdir(), "footnote-fit-"));
  try {
    const configuration = loadConfiguration({
      environment: {},
      directory: data,
      overrides: { data, log: "error" },
    });
    const footnote = await openEmbedded(configuration);
    try {
      const { reconciled } = await footnote.watch([{ name, folder: bucket, readers: ["everyone"] }]);
      await reconciled;
      await settled(statusOf(footnote), () => {});
      return await pointsOf(name, footnote, await questionsOf(set));
    } finally {
      await footnote.close();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

const crossEncoder = await openBundledReranker();
const points: Points = { compared: [], read: [], before: [] };
for (const set of SETS) {
  if (!existsSync(set.bucket)) {
    console.log(`${set.name}: LEFT OUT, there is no ${set.bucket}`);
    continue;
  }
  const own = await readSet(set);
  console.log(
    `${set.name}: ${KINDS.map((kind) => `${own.compared.filter((p) => p.kind === kind).length} ${kind}`).join(", ")}`,
  );
  points.compared.push(...own.compared);
  points.read.push(...own.read);
  points.before.push(...own.before);
}
await crossEncoder.close();
report(points.compared, SIGNALS, IN_USE.answeredFrom);
console.log("\nWith a cross-encoder that reads the leading units:");
report(points.read, READ, readThresholdsFor(BUNDLED_MODEL, crossEncoder)?.answeredFrom);
console.log("\nBefore the passages are read:");
report(points.before, BEFORE_READING);
