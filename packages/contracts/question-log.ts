import type { Answer, AnswerStatus } from "./answer.ts";
import type { Within } from "./area.ts";
import type { AsOf } from "./as-of.ts";
import type { Place } from "./document.ts";
import type { LiveAnswer } from "./live-answer.ts";
import type { Reader } from "./reader.ts";

/** Whose questions are meant. Nobody reads another's, but for what they share and for what the content team is shown. */
export interface Asker {
  readonly tenant: string;
  readonly subject: string;
}

/** An answer as it is kept: what a page needs to show it again. */
export type KeptAnswer = Omit<Answer, "text" | "citations" | "kept" | "cached" | "searched"> & {
  readonly searched: Omit<Answer["searched"], "found">;
};

/** What can be wrong with an answer. `unanswered`: it stands in the documents and was not found. */
export const FEEDBACK_REASONS = ["wrong", "outdated", "incomplete", "wrong_document", "unanswered"] as const;

/** Those that say that it answers another question than was asked. */
export const WRONG_ANSWER_REASONS: readonly (typeof FEEDBACK_REASONS)[number][] = ["wrong", "wrong_document"];

/** What its asker thinks of an answer. */
export interface Feedback {
  readonly helpful: boolean;
  readonly reason: (typeof FEEDBACK_REASONS)[number] | null;
  /** In their own words; empty where they said nothing. */
  readonly comment: string;
}

/** A question that was answered just now. */
export interface NewQuestion {
  readonly id: string;
  /** The conversation that it goes on in, or begins: see `QuestionLog.conversationOf`. */
  readonly conversation: string;
  readonly question: string;
  readonly asOf: AsOf;
  readonly within: Within;
  readonly answer: Answer;
  /** From the question to the end of its answer. */
  readonly milliseconds: number;
  /** Absent where it was made for this very question. */
  readonly given?: GivenAgain | undefined;
}

/** Which kept answer a question was given. */
export interface GivenAgain {
  /** Its id in the cache. */
  readonly answer: string;
  /** Of the question that it was made for; null where that is the same. Never to be shown: a question could be guessed from it. */
  readonly cosine: number | null;
}

export interface KeptQuestion {
  readonly id: string;
  readonly conversation: string;
  readonly question: string;
  /** ISO 8601 instants. */
  readonly at: string;
  readonly asOf: string | null;
  /** As BUCKET or BUCKET/PATH; null where it was looked for everywhere. */
  readonly within: readonly string[] | null;
  readonly status: AnswerStatus;
  /** Null where it was too long to be kept, or a version that it cites is not kept any more. */
  readonly answer: KeptAnswer | null;
  readonly feedback: Feedback | null;
}

export interface Conversation {
  readonly conversation: string;
  /** The first question of those that are still kept. */
  readonly question: string;
  readonly questions: number;
  /** When something was asked last: an ISO 8601 instant. */
  readonly at: string;
  readonly isShared: boolean;
}

/** The same question, however often and by whomever it was asked in vain. */
export interface UnansweredQuestion {
  /** Names the group. */
  readonly same: string;
  /** As it was asked last. */
  readonly question: string;
  readonly times: number;
  /** How many different people asked it. */
  readonly people: number;
  /** When it was asked last: an ISO 8601 instant. */
  readonly at: string;
  /** How many of these came to that. `unhelpful`: it was answered, and its asker says not well. */
  readonly outcomes: { readonly closest: number; readonly nothing: number; readonly unhelpful: number };
  /** What askers say, newest first; no more than a few. */
  readonly feedback: readonly (Feedback & { readonly at: string })[];
  /** The documents that came closest, best first. */
  readonly closest: readonly (Place & { readonly title: string })[];
}

/**
 * What was asked, what was answered, and what its asker thinks of that: for as long as it is kept, and so many of one asker.
 * What an answer says is never given out by this alone: who shows it again has each citation read for its reader first.
 */
export interface QuestionLog {
  /**
   * The conversation that a question goes on in: the one in which `after` was asked last, else the one in which it was asked
   * itself within a day. Undefined where it begins one.
   */
  conversationOf(
    asker: Asker,
    asked: { readonly question: string; readonly after: string | undefined },
  ): Promise<string | undefined>;
  keep(asker: Asker, question: NewQuestion): Promise<void>;
  /**
   * Resolves with the id of the kept answer that the question was given; undefined where it was made for it.
   *
   * @throws FootnoteError not_found; overloaded where the asker judges more than anybody reads
   */
  judge(asker: Asker, question: string, feedback: Feedback | null): Promise<string | undefined>;
  /**
   * The cosines at which somebody was given the answer to another question and says that it is wrong, latest first; of one
   * asker each kept answer once, and no more than a few.
   */
  wrongHits(tenant: string): Promise<number[]>;
  /** Newest first; those of which a question holds these words, where some are given. */
  conversations(
    asker: Asker,
    page: { readonly holding: string; readonly before: string | undefined; readonly limit: number },
  ): Promise<{ conversations: Conversation[]; next: string | null }>;
  /** Its last questions, oldest first. @throws FootnoteError not_found */
  conversation(
    asker: Asker,
    conversation: string,
  ): Promise<{ readonly isShared: boolean; readonly questions: readonly KeptQuestion[] }>;
  /** With everything that was said about them. All of the asker's where none is named. */
  forget(asker: Asker, conversation: string | "all"): Promise<void>;
  /** The token by which others open what the conversation holds by now. @throws FootnoteError not_found */
  share(asker: Asker, conversation: string): Promise<string>;
  unshare(asker: Asker, conversation: string): Promise<void>;
  /** @throws FootnoteError not_found, also for another tenant's */
  shared(tenant: string, token: string): Promise<KeptQuestion[]>;
  /**
   * Questions that were not answered, or not well, and not since, newest first; what was looked for in a part alone may
   * stand elsewhere, so that it counts only where its asker says that it was answered badly. Only those of which the reader may read all
   * that came closest and all that was cited: no other is counted.
   */
  unanswered(
    reader: Reader,
    page: { readonly before: string | undefined; readonly limit: number },
  ): Promise<{ questions: UnansweredQuestion[]; next: string | null }>;
  /** Of these groups, what the reader is shown is done: it is not listed any more unless it is asked in vain again. */
  settle(reader: Reader, same: readonly string[]): Promise<void>;
  /**
   * A sample, drawn by chance and the same each time, of what was asked so many days ago: at most `from` and at least `until`. Only
   * those that the reader may know of, as with `unanswered`.
   */
  liveAnswers(
    reader: Reader,
    period: { readonly from: number; readonly until: number; readonly limit: number },
  ): Promise<LiveAnswer[]>;
  /** Somebody has looked whether these answers are right. */
  review(reader: Reader, questions: readonly string[]): Promise<void>;
  /** Forgets what was kept for so long, and the oldest of what is too much in all. */
  trim(keepMilliseconds: number): Promise<void>;
}
