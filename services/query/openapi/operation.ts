import type { z } from "zod";

/** What is told of a route: in words, and by the very schemas that read what it is sent. */
export interface Operation {
  readonly group: "Asking" | "Documents" | "What was asked" | "Running it";
  /** What it does, in a few words. */
  readonly summary: string;
  /** What else one has to know, in sentences. */
  readonly details?: string;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** The body is a file's bytes. */
  readonly takesFile?: true;
  /** Of what comes back; none where nothing does. */
  readonly gives: {
    readonly status: 200 | 201 | 202 | 204;
    readonly what: string;
    readonly schema?: z.ZodType;
  };
  /** What its server-sent events are called, each with what its data is. */
  readonly events?: Readonly<Record<string, string>>;
}

/** By method and path, as the routes are written: "GET /api/documents/:document". */
export type Operations = Readonly<Record<string, Operation>>;
