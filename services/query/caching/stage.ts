import type {
  Answer,
  AnswerCache,
  AnswerCost,
  AnswerKey,
  AnswerPart,
  CachedAnswer,
  CacheLayer,
  Embedder,
  GivenAgain,
  Reader,
} from "@footnote/contracts";
import type { AnswerEvent, AnswerTrace, Found } from "../question-path.ts";
import { type Flight, Flights, unlessAborted } from "./flights.ts";
import { type KeepingRules, keptFor } from "./keeping.ts";
import { answeredBefore, replay } from "./replay.ts";

export interface CachingParts {
  readonly cache: AnswerCache;
  /** A hash of all that makes answers: see AnswerKey. */
  readonly recipe: string;
  readonly keeping: KeepingRules;
  /** Questions that people mean to be the same become one text. */
  readonly normalise: (question: string) => string;
  /** Whether two questions that lie near each other ask the same. */
  readonly agree: (asked: string, answered: string) => boolean;
  /** The answerer's own. */
  readonly embedder: Pick<Embedder, "model" | "embed">;
  readonly isVerified: (reader: Reader, part: Pick<AnswerPart, "citations">) => Promise<boolean>;
  readonly count: (reader: Reader) => Promise<number>;
  readonly clock: { readonly now: () => Date; readonly elapsed: () => number };
  /** A cache that fails costs time and no answer. */
  readonly onTrouble: (error: unknown) => void;
}

export interface CachedQuestion {
  readonly reader: Reader;
  /** As it was understood. */
  readonly question: string;
  /** The earlier question whose documents it is about. */
  readonly after: string | undefined;
  readonly isUnderstood: boolean;
  /** Answered anew whatever is kept, and kept in its place. */
  readonly isRenewed: boolean;
  readonly signal: AbortSignal;
  /** Called where nothing is done but to wait for whoever answers the same question at this moment. */
  readonly onWaiting?: (() => void) | undefined;
}

/** An answer that is given again, and which one it is. */
interface Again {
  readonly answer: Answer;
  readonly given: GivenAgain;
}

/** Answers a question, and tells what the answer rests on. */
export type AnswerAnew = (trace: AnswerTrace) => AsyncIterable<AnswerEvent>;

/** What is found again by it; `after` is the earlier question that a follow-up is about. */
export function keyOf(normalise: (question: string) => string, question: string, after = ""): string {
  return JSON.stringify([question, after].map(normalise));
}

/** What is looked at of what lies nearest. */
export const NEAREST = 5;

/** Looks whether the question was answered before, and has it answered where it was not. */
export type CachingStage = (asked: CachedQuestion, anew: AnswerAnew) => AsyncGenerator<AnswerEvent>;

export function openCachingStage(parts: CachingParts): CachingStage {
  const { cache, clock } = parts;
  const flights = new Flights();

  /** Held to what is live once more, word for word, before the first byte of it goes out. */
  async function checked(
    asked: CachedQuestion,
    found: CachedAnswer,
    cosine: number | null,
  ): Promise<Again | undefined> {
    const { citations } = found.answer;
    const [isVerified, documents] = await Promise.all([
      citations.length === 0 || parts.isVerified(asked.reader, { citations }),
      parts.count(asked.reader),
    ]);
    if (!isVerified) {
      await cache.end(asked.reader, found.id, "unverified");
      return undefined;
    }
    const layer: CacheLayer = cosine === null ? "exact" : "semantic";
    cache.count(asked.reader.tenant, layer, found.cost);
    const understoodAs = asked.isUnderstood ? asked.question : undefined;
    const answer = answeredBefore(found, layer, documents, understoodAs, clock.now());
    return { answer, given: { answer: found.id, cosine } };
  }

  async function alike(asked: CachedQuestion): Promise<Again | undefined> {
    const { reader, question, after, signal } = asked;
    // What a follow-up is about is more than what it asks.
    if (after !== undefined) return undefined;
    const { model } = parts.embedder;
    const calibration = await cache.calibration(reader.tenant, model.id);
    if (calibration === undefined) return undefined;
    const [vector] = await parts.embedder.embed([question], { as: "question", priority: "question", signal });
    for (const near of await cache.near(reader, parts.recipe, model, vector as Float32Array, NEAREST)) {
      if (near.cosine < calibration.threshold) return undefined;
      if (!parts.agree(question, near.question)) continue;
      const { found } = await cache.open(reader, near.id);
      const again = found && (await checked(asked, found, near.cosine));
      if (again !== undefined) return again;
    }
    return undefined;
  }

  /** What is known already, or the moment from which on it has to be found out. */
  async function recall(asked: CachedQuestion, key: AnswerKey): Promise<{ again?: Again; moment?: string }> {
    try {
      const { moment, found } = await cache.lookUp(asked.reader, key);
      if (asked.isRenewed) return { moment };
      const again = found && (await checked(asked, found, null));
      return again === undefined ? { moment } : { again };
    } catch (error) {
      asked.signal.throwIfAborted();
      parts.onTrouble(error);
      return {};
    }
  }

  async function keep(
    { reader, question }: CachedQuestion,
    key: AnswerKey,
    moment: string,
    answer: Answer,
    { searches, isMissing }: { readonly searches: readonly Found[]; readonly isMissing: boolean },
    milliseconds: number,
  ): Promise<void> {
    const [found] = searches;
    // What was missing may be there again at the next moment, without anything that tells that it is.
    if (found === undefined || isMissing || searches.some(({ read }) => !read.isWhole)) return;
    const buckets = searches.flatMap(({ candidates }) =>
      candidates.flatMap(({ places }) => places.map(({ bucket }) => bucket)),
    );
    const keepMilliseconds = keptFor(answer, buckets, parts.keeping);
    if (keepMilliseconds === 0) return;
    const versions = new Map(
      searches.flatMap(({ read }) => read.versions).map((one) => [`${one.document} ${one.version}`, one]),
    );
    const { questionModel: model, questionVector: vector, read } = found;
    const cost: AnswerCost = {
      milliseconds,
      ...(answer.writing && { tokens: answer.writing.tokens }),
    };
    // Of two searches none tells alone what would have changed the answer.
    const isTold = searches.length === 1 && read.models.length === 1 && read.models[0] === model.id;
    await cache.keep(reader, {
      key,
      question,
      answer,
      versions: [...versions.values()],
      lists: read.lists,
      moment,
      model,
      vector,
      bar: isTold ? read.bar : null,
      cost,
      keepMilliseconds,
    });
  }

  /** The same, after whoever answers the question at this moment; else with the flight that is begun to find it out. */
  async function recallOrFly(
    asked: CachedQuestion,
    key: AnswerKey,
  ): Promise<{ again: Again } | { moment: string | undefined; flight: Flight }> {
    const { tenant, principals } = asked.reader;
    const name = JSON.stringify([tenant, principals.toSorted(), key.question]);
    let isAnswered = false;
    for (;;) {
      const { landings } = flights;
      const { again, moment } = await recall(asked, key);
      if (again !== undefined) return { again };
      const landing = flights.landing(name);
      // Where it was answered and nothing is kept of it there is no use in waiting for the next one.
      if (isAnswered || asked.isRenewed || (landing === undefined && flights.landings === landings))
        return { moment, flight: flights.begin(name) };
      if (landing !== undefined) asked.onWaiting?.();
      // Somebody who has landed meanwhile may have kept it while it was looked for.
      isAnswered = landing === undefined || (await unlessAborted(landing, asked.signal));
    }
  }

  return async function* (asked, anew) {
    const { reader, signal } = asked;
    const key = {
      question: keyOf(parts.normalise, asked.question, asked.after),
      recipe: parts.recipe,
    };
    const recalled = await recallOrFly(asked, key);
    if ("again" in recalled) return yield* replay(recalled.again.answer, recalled.again.given);
    const { moment, flight } = recalled;
    let isAnswered = false;
    try {
      const similar = asked.isRenewed ? undefined : await quietly(alike(asked), signal);
      if (similar !== undefined) {
        isAnswered = true;
        return yield* replay(similar.answer, similar.given);
      }
      if (!asked.isRenewed) cache.count(reader.tenant, "miss");
      const begun = clock.elapsed();
      const traced = { searches: [] as Found[], isMissing: false };
      const trace: AnswerTrace = {
        onFound: (found) => traced.searches.push(found),
        onMissing: () => {
          traced.isMissing = true;
        },
      };
      for await (const event of anew(trace)) {
        isAnswered ||= event.kind === "answer";
        if (event.kind !== "answer" || moment === undefined) {
          yield event;
          continue;
        }
        // Begun before it is told, since whoever has heard the end of an answer may be gone with it.
        const kept = keep(asked, key, moment, event.answer, traced, clock.elapsed() - begun).catch(
          parts.onTrouble,
        );
        try {
          yield event;
        } finally {
          await kept;
        }
      }
    } finally {
      flight.land(isAnswered);
    }
  };

  async function quietly<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result | undefined> {
    try {
      return await work;
    } catch (error) {
      signal.throwIfAborted();
      parts.onTrouble(error);
      return undefined;
    }
  }
}
