import type {
  Answer,
  AnsweredBefore,
  AnswerPart,
  AnswerStatus,
  Feedback,
  Unwritten,
  Writing,
} from "@footnote/contracts";
import { footnote } from "../api/footnote.ts";
import type { Trouble } from "../api/trouble.ts";
import { troubleOf } from "../api/trouble.ts";
import { createStore } from "../app/store.ts";

export type Phase = "streaming" | AnswerStatus | "stopped" | "failed";

export interface Asked {
  readonly question: string;
  /** The moment it is to be answered as of, as an ISO 8601 instant; null for now. */
  readonly asOf: string | null;
  /** Where it is looked for, as BUCKET or BUCKET/PATH; empty for everywhere. */
  readonly within: readonly string[];
  /** The question before it, where it may be a follow-up; null where it is none. */
  readonly after: string | null;
}

/** A question and as much of its answer as there is. */
export interface Exchange extends Asked {
  readonly phase: Phase;
  /** What it was taken to ask after the question before it; null where it was taken as it stands. */
  readonly understoodAs: string | null;
  readonly parts: readonly AnswerPart[];
  /** How many documents were searched; null before the answer is whole, and where that was at an earlier time. */
  readonly searched: number | null;
  /** Where the parts only come closest: what was asked for and stands nowhere. Null where they answer. */
  readonly unknown: readonly string[] | null;
  /** Why a language model did not write it, though one was asked. */
  readonly unwritten: Unwritten | null;
  /** What became of what a language model wrote; null before the answer is whole, and where none did. */
  readonly writing: Writing | null;
  /** Where it was given before, and was checked; null where it was made anew. */
  readonly cached: AnsweredBefore | null;
  /** Under which ids it is kept; null where it is not, or not yet. */
  readonly kept: NonNullable<Answer["kept"]> | null;
  /** What was said of it before; null where nothing was. */
  readonly feedback: Feedback | null;
  /** Where it failed. */
  readonly trouble: Trouble | null;
}

/** How many questions are remembered while the page is open. */
const REMEMBERED = 20;

/** Newest first; a question of one moment stands in it once. */
export const conversation = createStore<readonly Exchange[]>([]);

let running = new AbortController();

/** Asks, in place of an answer that is still streaming. */
export async function askQuestion(
  { question, asOf, within, after }: Asked,
  /** The conversation that it goes on in; null for a new one, or where that is not known. */
  conversationId: string | null = null,
): Promise<void> {
  stopAnswer();
  running = new AbortController();
  const { signal } = running;
  const others = conversation
    .get()
    .filter((exchange) => !isSame(exchange, { question, asOf, within, after }));
  const asked: Exchange = {
    question,
    asOf,
    within,
    after,
    phase: "streaming",
    understoodAs: null,
    parts: [],
    searched: null,
    unknown: null,
    unwritten: null,
    writing: null,
    cached: null,
    kept: null,
    feedback: null,
    trouble: null,
  };
  conversation.set([asked, ...others].slice(0, REMEMBERED));
  try {
    const how = {
      asOf: asOf ?? undefined,
      within: within.length === 0 ? undefined : within,
      earlier: after === null ? [] : [{ question: after }],
      conversation: conversationId ?? undefined,
    };
    let parts: readonly AnswerPart[] = [];
    for await (const event of footnote.askInParts(question, how, signal)) {
      // What had already arrived when the question was stopped or asked again changes nothing.
      if (signal.aborted) return;
      switch (event.event) {
        case "understood":
          change(asked, { understoodAs: event.question });
          break;
        case "closest":
          change(asked, { unknown: event.unknown });
          break;
        case "unwritten":
          change(asked, { unwritten: event.unwritten });
          break;
        case "part":
          parts = [...parts, event.part];
          change(asked, { parts });
          break;
        case "answer":
          change(asked, wholeOf(event.answer, asked));
      }
    }
  } catch (error) {
    if (!signal.aborted) change(asked, { phase: "failed", trouble: troubleOf(error) });
  }
}

/** What is known of an exchange once its answer is whole. */
function wholeOf(
  { status, searched, writing, understoodAs, cached, kept }: Answer,
  { asOf, after }: Asked,
): Partial<Exchange> {
  return {
    phase: status,
    // The count is of now.
    searched: asOf === null ? searched.documents : null,
    writing: writing ?? null,
    cached: cached ?? null,
    kept: kept ?? null,
    // What was taken as it stands needs no question before it to be asked again.
    after: understoodAs === undefined ? null : after,
  };
}

export function stopAnswer(): void {
  running.abort();
  for (const exchange of conversation.get()) {
    if (exchange.phase === "streaming") change(exchange, { phase: "stopped" });
  }
}

export function isSame(one: Asked, other: Asked): boolean {
  return (
    one.question === other.question &&
    one.asOf === other.asOf &&
    one.within.join("\n") === other.within.join("\n")
  );
}

function change(asked: Asked, part: Partial<Exchange>): void {
  conversation.set(
    conversation.get().map((exchange) => (isSame(exchange, asked) ? { ...exchange, ...part } : exchange)),
  );
}
