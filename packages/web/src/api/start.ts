import type { Scope } from "@footnote/contracts";
import { requestJson } from "./request.ts";

/** What whoever looks may do. */
export async function fetchScopes(signal: AbortSignal): Promise<readonly Scope[]> {
  return (await requestJson<{ scopes: Scope[] }>("/api/me", { signal })).scopes;
}

export interface Start {
  readonly documents: number;
  /** When something became answerable last: an ISO 8601 instant; null before that. */
  readonly newest: string | null;
}

export function fetchStart(signal: AbortSignal): Promise<Start> {
  return requestJson("/api/start", { signal });
}

/** Where a question can look: buckets and their folders, as BUCKET and BUCKET/FOLDER. */
export async function fetchAreas(signal: AbortSignal): Promise<readonly string[]> {
  return (await requestJson<{ areas: string[] }>("/api/areas", { signal })).areas;
}

/** Questions that documents of this reader answer. */
export async function fetchExamples(signal: AbortSignal): Promise<readonly string[]> {
  return (await requestJson<{ questions: string[] }>("/api/examples", { signal })).questions;
}
