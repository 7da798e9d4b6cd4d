import type { LiveAnswer, LiveQuality, PastRun } from "@footnote/contracts";
import { request, requestJson } from "./request.ts";

/** An answer that somebody got, for a person to say whether it is right. */
export interface ToReview extends LiveAnswer {
  readonly quotes: readonly { readonly isVerbatim: boolean }[];
  /** The share of its words that stand in what it cites; null where nothing was said. */
  readonly support: number | null;
}

export interface ShownQuality extends LiveQuality {
  /** 0: questions are not kept. */
  readonly keptDays: number;
  readonly review: readonly ToReview[];
}

export function fetchQuality(signal: AbortSignal): Promise<ShownQuality> {
  return requestJson("/api/quality", { signal });
}

export async function fetchRuns(signal: AbortSignal): Promise<readonly PastRun[]> {
  return (await requestJson<{ runs: readonly PastRun[] }>("/api/evaluations", { signal })).runs;
}

export async function sendReviewed(question: string): Promise<void> {
  await request("/api/quality/reviewed", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ questions: [question] }),
  });
}
