import type { Answer, AnsweredBefore } from "./answer.ts";
import type { RecordedStore } from "./change-log.ts";
import type { VectorSpace } from "./embedder.ts";
import type { IndexProbe } from "./index-recall.ts";
import type { TokenCount } from "./language-model.ts";
import type { Originals } from "./originals.ts";
import type { Reader } from "./reader.ts";
import type { CandidateBar, DocumentVersion } from "./search-result.ts";

/** What an answer depends on besides the documents and who may read them: only where all of it is equal is one another's. */
export interface AnswerKey {
  /** The question as it was understood, normalised as packages/caching does it. */
  readonly question: string;
  /** A hash of what made the answer: models, prompt, fusion, analyzer, the rules of the answerer. */
  readonly recipe: string;
}

/** What making the answer cost, and finding it again saves. */
export interface AnswerCost {
  readonly milliseconds: number;
  /** Read and written by a language model; absent where none was asked. */
  readonly tokens?: TokenCount;
}

/** An answer, and all that has to be known to tell later whether it still holds. */
export interface AnswerToKeep {
  readonly key: AnswerKey;
  /** As it was understood, not normalised. */
  readonly question: string;
  readonly answer: Answer;
  /** All that was retrieved for it, cited or not. */
  readonly versions: readonly DocumentVersion[];
  /** Ids of the access lists that let its reader read, as the search resolved them. */
  readonly lists: readonly string[];
  /** As `lookUp` gave it before the search began. */
  readonly moment: string;
  /** Whose vector it is. */
  readonly model: VectorSpace;
  readonly vector: Float32Array;
  /** Null: any chunk that arrives may be among its candidates. */
  readonly bar: CandidateBar | null;
  readonly cost: AnswerCost;
  /** At most: what it rests on ends it sooner. */
  readonly keepMilliseconds: number;
}

export interface CachedAnswer {
  readonly id: string;
  /** As it was understood when it was answered. Somebody else may have asked it: never to be shown. */
  readonly question: string;
  readonly answer: Answer;
  readonly keptAt: Date;
  readonly cost: AnswerCost;
}

/**
 * Why an answer is not given again. changed: a version that it rests on is no longer live, or the reader may no longer read
 * it; arrived: something is live now that may be among its candidates, or more than can be compared; expired: its time is
 * over; unverified: a quote does not stand in the text; wrong: somebody said that it answers another question; crowded out:
 * others are worth more.
 */
export type AnswerEnd = "changed" | "arrived" | "expired" | "unverified" | "wrong" | "crowded out";

export interface CacheLookup {
  /** The store's state before whoever asks has read anything: what is kept of the search that follows names it. */
  readonly moment: string;
  readonly found: CachedAnswer | undefined;
  /** Why what was kept under the key is not found; undefined where nothing was. */
  readonly ended: AnswerEnd | undefined;
}

export interface NearQuestion {
  readonly id: string;
  /** To be compared with what is asked, and never to be shown. */
  readonly question: string;
  readonly cosine: number;
}

export type CacheLayer = AnsweredBefore["layer"];

export interface CacheStatus {
  readonly entries: number;
  readonly bytes: number;
  /** Since the index was made, as are the other counts. */
  readonly hits: Readonly<Record<CacheLayer, number>>;
  readonly misses: number;
  readonly saved: { readonly milliseconds: number; readonly tokens: TokenCount };
  readonly ended: Readonly<Record<AnswerEnd, number>>;
}

/** From which cosine on a near question may be taken for the same, and what that rests on; written by `footnote cache calibrate`. */
export interface CacheCalibration {
  /** The model's id: cosines of another one mean something else. */
  readonly model: string;
  readonly threshold: number;
  readonly calibratedAt: Date;
  /** What it rests on, for people: pairs, wrong ones among them, bounds. */
  readonly evidence: Readonly<Record<string, number | string>>;
}

/**
 * R6: answers that were given before, each for as long as it would be given again. What is found rests, at the moment of the
 * statement that finds it, on versions that are all live and that this reader may read; the reader sees the very access lists
 * that the one saw for whom it was made; and of what went live under these since the search that it was made from began,
 * nothing reaches its candidates. Of this the store convinces itself with each look-up, in one snapshot: nothing has to be
 * told to the cache, so that nothing that is killed half way can forget to.
 *
 * Answers of past moments are not kept.
 */
export interface AnswerCache {
  /** The answer to this very question. */
  lookUp(reader: Reader, key: AnswerKey): Promise<CacheLookup>;
  /**
   * Questions that were answered with this recipe for whoever sees the same lists, nearest first. Whether they are the same
   * question, and whether the answers still hold, is for the caller to find out: see `open`.
   */
  near(
    reader: Reader,
    recipe: string,
    model: VectorSpace,
    vector: Float32Array,
    limit: number,
  ): Promise<NearQuestion[]>;
  /**
   * The latest questions that were answered with this recipe for whoever sees the same lists, oldest first: to find out when near
   * ones may be taken for the same, and never to be shown.
   */
  questions(reader: Reader, recipe: string, limit: number): Promise<string[]>;
  /** The answer with this id, held to the same as one that is looked up. */
  open(reader: Reader, id: string): Promise<Omit<CacheLookup, "moment">>;
  /**
   * Keeps it in place of what was kept under its key. False where it is not: something that it rests on has changed
   * meanwhile, or it is larger than anything that is kept.
   */
  keep(reader: Reader, answer: AnswerToKeep): Promise<boolean>;
  /** It is not given again to anybody. */
  end(reader: Reader, id: string, why: AnswerEnd): Promise<void>;
  /** Ends all of the tenant's; says how many these were. */
  clear(tenant: string): Promise<number>;
  /** Counts what was given again, or not. */
  count(tenant: string, layer: CacheLayer | "miss", saved?: AnswerCost): void;
  status(tenant: string): Promise<CacheStatus>;
  /** Undefined: the semantic layer is off. */
  calibration(tenant: string, model: string): Promise<CacheCalibration | undefined>;
  /** Undefined takes back what was found for the model. */
  calibrate(tenant: string, model: string, calibration: CacheCalibration | undefined): Promise<void>;
}

export interface CachingStore extends RecordedStore {
  readonly answers: AnswerCache;
  readonly indexProbe: IndexProbe;
  readonly originals: Originals;
}
