import type { Planning } from "../postgres/connection/sql-client.ts";

/** What the thread that holds PGlite is asked. `transaction` is 0 for a statement on its own. */
export type WorkerRequest =
  | {
      readonly id: number;
      readonly kind: "query";
      readonly transaction: number;
      /** Somebody waits to be answered. */
      readonly isQuestion: boolean;
      readonly sql: string;
      readonly parameters: readonly unknown[];
      readonly planning: Planning;
    }
  | { readonly id: number; readonly kind: "begin"; readonly transaction: number }
  | { readonly id: number; readonly kind: "end"; readonly transaction: number; readonly commit: boolean }
  | { readonly id: number; readonly kind: "close" };

export type WorkerReply =
  | { readonly id: number; readonly rows: Record<string, unknown>[] }
  | {
      readonly id: number;
      readonly error: { readonly message: string; readonly code?: string };
      /** It gave up, and answers nothing after this. */
      readonly last: boolean;
    };
