import type { ChunkingSettings } from "@footnote/chunking";
import type { Place } from "./points.ts";

/** How the program is started, as its only argument. */
export interface Start {
  readonly data: string;
  readonly folder: string;
  readonly chunking: ChunkingSettings;
  readonly embedder: "hash" | "bundled";
  /** Whether it watches the folder; else it looks only when it is told to. */
  readonly watch: boolean;
  readonly crash: Armed | undefined;
}

export interface Armed {
  readonly place: Place;
  readonly pass: number;
}

/** A regular expression crosses as its source. */
export function written(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part instanceof RegExp ? { source: part.source, flags: part.flags } : part,
  );
}

export function read(text: string): unknown {
  return JSON.parse(text, (_, part) =>
    part !== null && typeof part === "object" && typeof part.source === "string"
      ? new RegExp(part.source, part.flags)
      : part,
  );
}

/** What it is told on standard input, a line each; it answers each with a line. */
export type Command =
  | { readonly do: "go" }
  | { readonly do: "arm"; readonly crash: Armed }
  | { readonly do: "put"; readonly key: string; readonly text: string }
  | { readonly do: "delete" | "replay"; readonly key: string }
  | { readonly do: "rollBack" | "resume" | "compare" | "rows" | "close" };

/** What lay in the store when it was opened, before anything was repaired. */
export interface Opened {
  readonly known: readonly string[];
  /** Live versions by key. */
  readonly live: Readonly<Record<string, string>>;
  /** In words, what must never be seen, not even between a crash and its repair. */
  readonly broken: readonly string[];
  /** By bucket, the pipeline that serves. */
  readonly serving: string;
}

/** Everything that must be as after a clean run, when nothing is due. */
export interface Rows {
  readonly orphans: number;
  readonly broken: readonly string[];
  readonly tables: Readonly<Record<string, readonly string[]>>;
}
