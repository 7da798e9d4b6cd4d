/**
 * Fits when the extractive answerer says "not found", on the development split alone, and prints the coefficients for
 * `ABSTENTION` in packages/answering/abstain.ts with what they reach on questions that they were not fitted on.
 *
 *     npx node eval/quality/fit-abstention.ts
 *
 * Every answerable question also counts once as unanswerable, searched without the passages that answer it: what it
 * looks like when a page has not been written.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ANSWERED_FROM, rank } from "@footnote/answering";
import type { Candidate } from "@footnote/contracts";
import { expand, search } from "@footnote/retrieval";
import { loadConfiguration } from "@footnote/runtime";
import { type Embedded, openEmbedded } from "../../services/cli/embedded.ts";
import { settled, statusOf } from "../../services/cli/settled.ts";
import { fitLogistic, type LabelledPoint, leaveOneGroupOut } from "./logistic-regression.ts";

const DEV = join(import.meta.dirname, "dev");
const SIGNALS = ["nearness", "support"] as const;
/** As many passages as the query service hands to the answerer. */
const PASSAGES = 10;

interface Question {
  readonly id: string;
  readonly question: string;
  readonly answerable: boolean;
  readonly passages: readonly { readonly key: string; readonly quote: string }[];
}

type Kind = "answerable" | "no answer written" | "answer taken away";
type Point = LabelledPoint & { readonly kind: Kind };

async function pointsOf(footnote: Embedded, questions: readonly Question[]): Promise<Point[]> {
  const points: Point[] = [];
  for (const { id, question, answerable, passages } of questions) {
    const questionVector = await footnote.embedder.embedQuestion(question);
    const found = await search(footnote.store.passages, footnote.reader, {
      question,
      questionVector,
      limit: PASSAGES * 2,
      fusion: footnote.configuration.retrieval.fusion,
      system: "hybrid",
    });
    const add = async (kind: Kind, candidates: readonly Candidate[]) => {
      const read = await expand(footnote.store.passages, footnote.reader, candidates.slice(0, PASSAGES));
      const ranking = await rank(footnote.embedder, { question, questionVector, passages: read });
      const signals = SIGNALS.map((signal) => ranking?.evidence[signal] ?? 0);
      points.push({ kind, signals, answerable: kind === "answerable", group: id });
    };
    await add(answerable ? "answerable" : "no answer written", found);
    const answers = ({ key, text }: Candidate) =>
      passages.some((passage) => passage.key === key && oneLine(text).includes(oneLine(passage.quote)));
    if (answerable)
      await add(
        "answer taken away",
        found.filter((candidate) => !answers(candidate)),
      );
  }
  return points;
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

function report(points: readonly Point[]): void {
  const model = fitLogistic(points);
  console.log(`intercept ${model.intercept.toFixed(2)}`);
  for (const [at, signal] of SIGNALS.entries()) console.log(`${signal} ${model.weights[at]?.toFixed(2)}`);
  const unseen = leaveOneGroupOut(points);
  const share = (kind: Kind, from: number) => {
    const own = unseen.filter((_, at) => points[at]?.kind === kind);
    const answered = own.filter((odds) => 1 / (1 + Math.exp(-odds)) >= from).length;
    return kind === "answerable"
      ? `${answered} of ${own.length}`
      : `${own.length - answered} of ${own.length}`;
  };
  console.log("\nLeaving each question out (answered, and the two kinds of rightly not answered):");
  for (const from of [0.3, 0.35, 0.4, 0.45, 0.5, 0.55]) {
    const cells = (["answerable", "no answer written", "answer taken away"] as const).map((kind) =>
      share(kind, from),
    );
    console.log(
      `from ${from.toFixed(2)}: ${cells.join(", ")}${from === ANSWERED_FROM ? "  <- ANSWERED_FROM" : ""}`,
    );
  }
}

const lines = (await readFile(join(DEV, "questions.jsonl"), "utf8")).trim().split("\n");
const questions = lines.map((line): Question => JSON.parse(line));
const data = await mkdtemp(join(tmpdir(), "footnote-fit-"));
try {
  const configuration = loadConfiguration({
    environment: {},
    directory: data,
    overrides: { data, log: "error" },
  });
  const footnote = await openEmbedded(configuration);
  try {
    const { reconciled } = await footnote.watch([
      { name: "dev", folder: join(DEV, "bucket"), readers: ["everyone"] },
    ]);
    await reconciled;
    await settled(statusOf(footnote), () => {});
    report(await pointsOf(footnote, questions));
  } finally {
    await footnote.close();
  }
} finally {
  await rm(data, { recursive: true, force: true });
}
