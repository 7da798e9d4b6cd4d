import { requestJson } from "./request.ts";

/** Answers that are given again: figures alone, no question and no answer. */
export interface CacheFigures {
  readonly isOn: boolean;
  readonly entries: number;
  readonly bytes: number;
  readonly hits: { readonly exact: number; readonly semantic: number };
  readonly misses: number;
  readonly saved: {
    readonly milliseconds: number;
    readonly tokens: { readonly read: number; readonly written: number };
  };
  /** How many ended, by why. */
  readonly ended: Readonly<Record<string, number>>;
  /** Null: only the very same question is answered as before. */
  readonly semantic: {
    readonly threshold: number;
    readonly evidence: Readonly<Record<string, number | string>>;
  } | null;
}

export function fetchCache(signal: AbortSignal): Promise<CacheFigures> {
  return requestJson<CacheFigures>("/api/cache", { signal });
}
