import type {
  Answer,
  Answerer,
  AnswerPart,
  AnswerPassage,
  AnswerStatus,
  AsOf,
  Candidate,
  GivenAgain,
  Reader,
  Reranking,
  SearchResult,
  Turn,
  Unwritten,
  VectorSpace,
  Within,
  Writing,
} from "@footnote/contracts";
import { barOfSections, sectionOf } from "./caching/bar-of-sections.ts";
import type { CachingStage } from "./caching/stage.ts";
import { type AnswerOutcome, wordsOf } from "./forms/answer-text.ts";

/** What an answer that was given before is worth to whoever asks: taken; answered anew and kept in its place; neither. */
export type CacheUse = "use" | "renew" | "none";

export interface Asked {
  readonly question: string;
  readonly asOf: AsOf;
  /** Who asks, for records of what was used. */
  readonly subject: string;
  /** The questions of the same conversation before this one, oldest first. */
  readonly earlier: readonly Turn[];
  /** "use" where it is left out. */
  readonly cache?: CacheUse;
  /** Where to look. */
  readonly within: Within;
  /** The conversation of the same asker that it goes on in, where that is known. */
  readonly conversation?: string | undefined;
  /**
   * Called when all is found that an answer is made from: what is left to be done may be a model's. With what is asked, so that
   * whoever stands between hands it on.
   */
  readonly onFound?: () => void;
}

export interface Found extends SearchResult {
  /** By the answerer's embedder. */
  readonly questionVector: Float32Array;
  /** Whose vector it is. */
  readonly questionModel: VectorSpace;
}

/** Orders what was found anew, by reading it with the question. */
export interface RerankStage {
  /** How many chunks are found for it: it looks at the best of them. */
  readonly depth: number;
  /** The most sections that an answer is drawn from: fewer than without, since the best ones stand first. */
  readonly sections: number;
  /** Best first. What it cannot do in time it leaves as it was, and says so. */
  rerank(
    asked: Asked,
    candidates: readonly Candidate[],
    signal: AbortSignal,
  ): Promise<{ readonly candidates: readonly Candidate[]; readonly reranking: Reranking }>;
}

/** The stages that a question passes, in their order. Each asks for the reader, and stops when the signal says so. */
export interface QuestionStages {
  /** The question as it can be understood alone, and the earlier one whose words it carries. */
  understand(
    asked: Asked,
    signal: AbortSignal,
  ): Promise<{ readonly question: string; readonly after?: string }>;
  find(reader: Reader, asked: Asked, depth: number, signal: AbortSignal): Promise<Found>;
  /** The second stage of a search; absent where the order of search stands. */
  readonly reranking?: RerankStage;
  /** At most `limit` sections, each with what was found in it. */
  expand(
    reader: Reader,
    candidates: readonly Candidate[],
    limit: number,
    signal: AbortSignal,
  ): Promise<AnswerPassage[]>;
  readonly answerer: Answerer;
  /** Whether what a part cites stands in what the reader may read, word for word, at this moment. */
  isVerified(reader: Reader, part: AnswerPart, asOf: AsOf): Promise<boolean>;
  /** How many documents were searched. */
  count(reader: Reader, within: Within): Promise<number>;
  /** Whether it was answered before; absent where nothing is kept. */
  readonly caching?: CachingStage;
}

export type AnswerEvent =
  /** What is answered instead of the question as it was asked. */
  | { readonly kind: "understood"; readonly question: string }
  | { readonly kind: "closest"; readonly unknown: readonly string[] }
  | { readonly kind: "part"; readonly part: AnswerPart }
  | { readonly kind: "unwritten"; readonly unwritten: Unwritten }
  /** `given`: which kept answer it is, where it was not made for this question. */
  | { readonly kind: "answer"; readonly answer: Answer; readonly given?: GivenAgain };

/** What is told of an answer while it is made, to whoever wants to keep it. */
export interface AnswerTrace {
  /** A search that it rests on. */
  onFound(found: Found): void;
  /** Something that it would rest on could not be read or ordered, and may be again in a moment. */
  onMissing(): void;
}

const UNTRACED: AnswerTrace = { onFound: () => undefined, onMissing: () => undefined };

/** The one way from a question to what is said about it: HTTP, OpenAI's form, the commands and the evaluation take it. */
export interface QuestionPath {
  /** Chunks as they were found and ranked, best first, with all that is known of how. */
  find(reader: Reader, asked: Asked, depth: number, signal: AbortSignal): Promise<Found>;
  /** The sections in which they stand. */
  readonly expand: QuestionStages["expand"];
  /** Sections, best first. */
  search(reader: Reader, asked: Asked, limit: number, signal: AbortSignal): Promise<AnswerPassage[]>;
  /**
   * A part as soon as it is verified, and the whole answer at the end. Where what follows only comes closest, that is
   * said before the first part.
   */
  answer(reader: Reader, asked: Asked, signal: AbortSignal): AsyncIterable<AnswerEvent>;
}

/** How many chunks are looked at for each section: most sections are found by one to three. */
const CHUNKS_PER_SECTION = 3;
/** Sections that an answer may be drawn from. */
const SECTIONS = 10;
/** The best chunks of an earlier question, whose documents it is about. */
const ABOUT = 3;

export function openQuestionPath(stages: QuestionStages): QuestionPath {
  async function find(reader: Reader, asked: Asked, depth: number, signal: AbortSignal): Promise<Found> {
    return (await findAndRerank(reader, asked, depth, signal)).found;
  }

  async function findAndRerank(reader: Reader, asked: Asked, depth: number, signal: AbortSignal) {
    const stage = stages.reranking;
    const found = await stages.find(reader, asked, Math.max(depth, stage?.depth ?? 0), signal);
    if (stage === undefined) return { found };
    const { candidates, reranking } = await stage.rerank(asked, found.candidates, signal);
    return { found: { ...found, candidates }, reranking };
  }

  async function retrieve(
    reader: Reader,
    asked: Asked,
    limit: number,
    signal: AbortSignal,
    trace = UNTRACED,
    isAbout: (candidate: Candidate) => boolean = () => false,
  ) {
    const { found, reranking } = await findAndRerank(reader, asked, limit * CHUNKS_PER_SECTION, signal);
    const { candidates, questionVector, read } = found;
    const bar = reranking === undefined ? barOfSections(read.bar, candidates, limit) : read.bar;
    trace.onFound({ ...found, read: { ...read, bar } });
    // In a moment it may order them again.
    if (reranking?.trouble !== undefined) trace.onMissing();
    const ordered = candidates.toSorted((a, b) => Number(isAbout(b)) - Number(isAbout(a)));
    const passages = await stages.expand(reader, ordered, limit, signal);
    const sections = new Set(candidates.map(sectionOf));
    if (passages.length < Math.min(limit, sections.size)) trace.onMissing();
    return { questionVector, passages, reranking };
  }

  /** Whether a passage lies in the documents that the earlier question is about. */
  async function aboutOf(
    reader: Reader,
    asked: Asked,
    after: string | undefined,
    signal: AbortSignal,
    trace: AnswerTrace,
  ) {
    if (after === undefined) return () => false;
    const found = await stages.find(reader, { ...asked, question: after }, SECTIONS, signal);
    trace.onFound(found);
    const { candidates } = found;
    const documents = new Set(candidates.slice(0, ABOUT).map(({ document }) => document));
    return ({ document }: Candidate) => documents.has(document);
  }

  /** What is asked as it was understood: searched for, answered and verified. */
  async function* answerAnew(
    reader: Reader,
    asked: Asked,
    { after, isUnderstood }: { readonly after: string | undefined; readonly isUnderstood: boolean },
    signal: AbortSignal,
    trace: AnswerTrace,
  ): AsyncGenerator<AnswerEvent> {
    const { question, asOf, subject } = asked;
    const isAbout = await aboutOf(reader, asked, after, signal, trace);
    const sections = Math.min(SECTIONS, stages.reranking?.sections ?? SECTIONS);
    const { questionVector, passages, reranking } = await retrieve(
      reader,
      asked,
      sections,
      signal,
      trace,
      isAbout,
    );
    asked.onFound?.();
    const isVerified = async (part: AnswerPart) => {
      const stands = await stages.isVerified(reader, part, asOf);
      if (!stands) trace.onMissing();
      return stands;
    };
    const request = { question, questionVector, passages, subject, isVerified, signal };
    const parts: AnswerPart[] = [];
    let closest: Extract<AnswerEvent, { kind: "closest" }> | undefined;
    let unwritten: Unwritten | undefined;
    let writing: Writing | undefined;
    for await (const event of stages.answerer.answer(request)) {
      signal.throwIfAborted();
      switch (event.kind) {
        case "closest":
          closest = event;
          yield event;
          break;
        case "unwritten":
          unwritten = event.unwritten;
          yield event;
          break;
        case "written":
          writing = event.writing;
          break;
        case "part":
          if (!(await isVerified(event.part))) break;
          parts.push(event.part);
          yield event;
      }
    }
    signal.throwIfAborted();
    const documents = await stages.count(reader, asked.within);
    const status = statusOf(parts, closest !== undefined, writing);
    const outcome: AnswerOutcome = {
      status,
      parts,
      unknown: closest?.unknown ?? [],
      ...(unwritten && { unwritten }),
    };
    yield {
      kind: "answer",
      answer: {
        ...outcome,
        text: wordsOf(outcome, documents, asOf),
        citations: parts.flatMap((part) => part.citations),
        ...(isUnderstood && { understoodAs: question }),
        ...(writing && { writing }),
        searched: {
          documents,
          passages: passages.length,
          ...(reranking && { reranking }),
          found: passages.map(({ candidate: { document, version, chunk } }) => ({
            document,
            version,
            chunk,
          })),
        },
      },
    };
  }

  return {
    find,
    expand: stages.expand,
    search: async (reader, asked, limit, signal) => (await retrieve(reader, asked, limit, signal)).passages,

    async *answer(reader, asked, signal) {
      const understood = asked.earlier.length === 0 ? undefined : await stages.understand(asked, signal);
      const question = understood?.question ?? asked.question;
      const isUnderstood = question !== asked.question;
      if (isUnderstood) yield { kind: "understood", question };
      const how = { after: understood?.after, isUnderstood };
      const anew = (trace: AnswerTrace) => answerAnew(reader, { ...asked, question }, how, signal, trace);
      const { asOf, within, cache = "use" } = asked;
      // What was live at a moment that is past is asked once, and what is looked for in a part alone by few.
      const isKept = asOf === undefined && within === undefined && cache !== "none";
      if (stages.caching === undefined || !isKept) yield* anew(UNTRACED);
      else {
        const { onFound: onWaiting } = asked;
        const cached = { reader, question, ...how, isRenewed: cache === "renew", signal, onWaiting };
        yield* stages.caching(cached, anew);
      }
    },
  };
}

function statusOf(
  parts: readonly AnswerPart[],
  isClosest: boolean,
  writing: Writing | undefined,
): AnswerStatus {
  if (parts.length === 0) return "not_found";
  if (isClosest) return "closest";
  if (parts.some(({ disagrees }) => disagrees)) return "sources_disagree";
  const isInPart = writing !== undefined && (writing.dropped > 0 || writing.isCutOff);
  return isInPart ? "partly_answered" : "answered";
}
