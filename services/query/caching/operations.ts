import type {
  Answer,
  AnswerCache,
  AnswerEnd,
  CacheCalibration,
  CacheStatus,
  Embedder,
  Reader,
} from "@footnote/contracts";
import { FootnoteError } from "@footnote/contracts";
import type { QuestionPath } from "../question-path.ts";
import { keyOf, NEAREST } from "./stage.ts";

/** The share of wrong ones that is kept to, and how sure that has to be. */
export interface Aims {
  readonly wrongRate: number;
  readonly confidence: number;
}

/** What was found out about a threshold: see packages/caching. */
export interface Report {
  readonly threshold: number | undefined;
  readonly questions: number;
  readonly pairs: number;
  readonly unanswered: number;
  readonly reported: number;
  readonly judged: number;
  readonly wrong: number;
  readonly bound: number;
  readonly needed: number;
}

export interface OperationParts {
  /** Whether answers are given again at all. */
  readonly isOn: boolean;
  readonly cache: AnswerCache;
  readonly recipe: string;
  readonly embedder: Pick<Embedder, "model" | "embed">;
  readonly normalise: (question: string) => string;
  readonly agree: (
    asked: string,
    answered: string,
  ) =>
    | { readonly agrees: true }
    | { readonly agrees: false; readonly about: string; readonly asked: readonly string[] };
  /** Answers anew, and keeps nothing. */
  readonly questions: Pick<QuestionPath, "answer">;
  readonly calibrate: (
    questions: readonly string[],
    aims: Aims,
    parts: {
      readonly embed: (questions: readonly string[]) => Promise<readonly Float32Array[]>;
      readonly answer: (question: string) => Promise<Pick<Answer, "status" | "citations">>;
      readonly breathe: () => Promise<void>;
      readonly wrongHits: readonly number[];
    },
  ) => Promise<Report>;
  /** Of answers that people say were those to another question: see the log of questions. */
  readonly wrongHits: (tenant: string) => Promise<readonly number[]>;
  readonly now: () => Date;
}

export interface CacheFigures extends CacheStatus {
  readonly isOn: boolean;
  /** Null: only the very same question is answered as before. */
  readonly semantic: Omit<CacheCalibration, "model"> | null;
}

/** What the cache would do with a question, of what was answered for whoever sees the same. Holds no word of another question. */
export interface CacheExplanation {
  readonly isOn: boolean;
  readonly exact: {
    readonly found: boolean;
    readonly ageSeconds: number | null;
    readonly ended: AnswerEnd | null;
  };
  readonly semantic: {
    readonly isOn: boolean;
    /** Of the nearest ones those that are near enough, nearest first, and what each of them would have to have in common. */
    readonly near: readonly (
      | { readonly agrees: true }
      | { readonly agrees: false; readonly about: string; readonly asked: readonly string[] }
    )[];
  };
}

/** What people can see and do of the answers that are given again: see the routes. */
export interface CacheOperations {
  status(tenant: string): Promise<CacheFigures>;
  explain(reader: Reader, question: string, signal: AbortSignal): Promise<CacheExplanation>;
  clear(tenant: string): Promise<number>;
  /** Somebody says that it answers another question than theirs: it is not given again to anybody. */
  wrong(reader: Reader, answer: string): Promise<void>;
  /**
   * Finds out from which cosine on a question may be given the answer to another one, and keeps to that from then on. Without
   * questions those are taken that were answered for whoever sees the same. @throws FootnoteError unavailable while it is found out
   */
  calibrate(
    reader: Reader,
    subject: string,
    questions: readonly string[] | undefined,
    aims: Aims,
    signal: AbortSignal,
  ): Promise<Report & { readonly isOn: boolean }>;
}

/** As many of the latest questions are looked at. */
const MOST_QUESTIONS = 5_000;
const EMBEDDED_AT_ONCE = 64;

export function openCacheOperations(parts: OperationParts): CacheOperations {
  const { cache, recipe, embedder } = parts;
  const { model } = embedder;
  let isCalibrating = false;

  async function embed(
    questions: readonly string[],
    priority: "question" | "background",
    signal: AbortSignal,
  ) {
    const vectors: Float32Array[] = [];
    for (let at = 0; at < questions.length; at += EMBEDDED_AT_ONCE) {
      const some = questions.slice(at, at + EMBEDDED_AT_ONCE);
      vectors.push(...(await embedder.embed(some, { as: "question", priority, signal })));
    }
    return vectors;
  }

  async function find(
    reader: Reader,
    subject: string,
    asked: readonly string[] | undefined,
    aims: Aims,
    signal: AbortSignal,
  ): Promise<Report & { readonly isOn: boolean }> {
    const questions = asked ?? (await cache.questions(reader, recipe, MOST_QUESTIONS));
    const report = await parts.calibrate(questions, aims, {
      embed: (some) => embed(some, "background", signal),
      answer: async (question) => {
        const fresh = { question, asOf: undefined, within: undefined, subject, earlier: [] };
        for await (const event of parts.questions.answer(reader, fresh, signal))
          if (event.kind === "answer") return event.answer;
        throw new Error("A question was not answered to its end.");
      },
      wrongHits: await parts.wrongHits(reader.tenant),
      breathe: async () => {
        await new Promise(setImmediate);
        signal.throwIfAborted();
      },
    });
    const { threshold, ...evidence } = report;
    if (threshold !== undefined)
      await cache.calibrate(reader.tenant, model.id, {
        model: model.id,
        threshold,
        calibratedAt: parts.now(),
        evidence: { ...evidence, ...aims },
      });
    // Too little evidence says nothing against what was found before; enough of it that says otherwise ends it.
    else if (report.judged >= report.needed) await cache.calibrate(reader.tenant, model.id, undefined);
    return { ...report, isOn: (await cache.calibration(reader.tenant, model.id)) !== undefined };
  }

  return {
    async status(tenant) {
      const calibration = await cache.calibration(tenant, model.id);
      const { threshold, calibratedAt, evidence } = calibration ?? {};
      return {
        isOn: parts.isOn,
        ...(await cache.status(tenant)),
        semantic:
          threshold === undefined || calibratedAt === undefined || evidence === undefined
            ? null
            : { threshold, calibratedAt, evidence },
      };
    },
    async explain(reader, question, signal) {
      const { found, ended } = await cache.lookUp(reader, {
        question: keyOf(parts.normalise, question),
        recipe,
      });
      const calibration = await cache.calibration(reader.tenant, model.id);
      const [vector] = calibration === undefined ? [] : await embed([question], "question", signal);
      const near = vector === undefined ? [] : await cache.near(reader, recipe, model, vector, NEAREST);
      const age = found && Math.max(0, parts.now().getTime() - found.keptAt.getTime());
      return {
        isOn: parts.isOn,
        exact: {
          found: found !== undefined,
          ageSeconds: age === undefined ? null : Math.round(age / 1_000),
          ended: ended ?? null,
        },
        semantic: {
          isOn: calibration !== undefined,
          // How near is not told: from cosines a question could be guessed word for word.
          near: near
            .filter(({ cosine }) => cosine >= (calibration?.threshold ?? 1))
            .map((one) => parts.agree(question, one.question)),
        },
      };
    },
    clear: (tenant) => cache.clear(tenant),
    wrong: (reader, answer) => cache.end(reader, answer, "wrong"),
    async calibrate(reader, subject, questions, aims, signal) {
      if (isCalibrating)
        throw new FootnoteError("unavailable", "The cache is being calibrated.", {
          action: "Wait until that is done: it takes minutes.",
        });
      isCalibrating = true;
      try {
        return await find(reader, subject, questions, aims, signal);
      } finally {
        isCalibrating = false;
      }
    },
  };
}
