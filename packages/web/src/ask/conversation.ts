import type { AnsweredSentence, NearestPassage } from "@footnote/contracts";
import { ask } from "../api/answer.ts";
import type { Trouble } from "../api/trouble.ts";
import { troubleOf } from "../api/trouble.ts";
import { createStore } from "../app/store.ts";

export type Phase = "streaming" | "answered" | "not_found" | "stopped" | "failed";

/** A question and as much of its answer as there is. */
export interface Exchange {
  readonly question: string;
  readonly phase: Phase;
  readonly sentences: readonly AnsweredSentence[];
  /** How many documents were searched; null before the answer is whole. */
  readonly searched: number | null;
  /** Where nothing was found: what came nearest. */
  readonly nearest: readonly NearestPassage[];
  /** Where it failed. */
  readonly trouble: Trouble | null;
}

/** How many questions are remembered while the page is open. */
const REMEMBERED = 20;

/** Newest first; a question stands in it once. */
export const conversation = createStore<readonly Exchange[]>([]);

let running = new AbortController();

/** Asks, in place of an answer that is still streaming. */
export async function askQuestion(question: string): Promise<void> {
  stopAnswer();
  running = new AbortController();
  const { signal } = running;
  const others = conversation.get().filter((exchange) => exchange.question !== question);
  const asked: Exchange = {
    question,
    phase: "streaming",
    sentences: [],
    searched: null,
    nearest: [],
    trouble: null,
  };
  conversation.set([asked, ...others].slice(0, REMEMBERED));
  try {
    const sentences: AnsweredSentence[] = [];
    const onSentence = (sentence: AnsweredSentence) => {
      // What had already arrived when the question was stopped or asked again.
      if (signal.aborted) return;
      sentences.push(sentence);
      change(question, { sentences: [...sentences] });
    };
    const { status, searched, nearest } = await ask(question, onSentence, signal);
    if (!signal.aborted) change(question, { phase: status, searched: searched.documents, nearest });
  } catch (error) {
    if (!signal.aborted) change(question, { phase: "failed", trouble: troubleOf(error) });
  }
}

export function stopAnswer(): void {
  running.abort();
  for (const { question, phase } of conversation.get()) {
    if (phase === "streaming") change(question, { phase: "stopped" });
  }
}

function change(question: string, part: Partial<Exchange>): void {
  conversation.set(
    conversation
      .get()
      .map((exchange) => (exchange.question === question ? { ...exchange, ...part } : exchange)),
  );
}
