import type { Reader } from "./reader.ts";

/** What a caller may do: ask and read, put and delete files, repair and switch. */
export type Scope = "read" | "write" | "operate";

/** Who sends a request, made anew for each: there is no reader that stands for all. */
export interface Caller {
  /** Who it is, for records of what was done. */
  readonly subject: string;
  readonly scopes: readonly Scope[];
  readonly reader: Reader;
}
