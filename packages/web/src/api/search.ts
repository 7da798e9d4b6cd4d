import type { Place as FilePlace, Span } from "@footnote/contracts";
import { requestJson } from "./request.ts";

/** A passage that a search found, in the section around it. */
export interface FoundPassage extends FilePlace {
  readonly version: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly page: number | null;
  readonly match: Span & { readonly text: string };
}

/** Passages that come closest to the words, best first, of what the caller may read. */
export async function searchPassages(
  question: string,
  within: string,
  limit: number,
  signal: AbortSignal,
): Promise<readonly FoundPassage[]> {
  const { results } = await requestJson<{ results: FoundPassage[] }>("/api/search", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ question, limit, ...(within && { within: [within] }) }),
    signal,
  });
  return results;
}
