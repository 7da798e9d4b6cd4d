import type { Asker } from "./question-log.ts";

/** A request as its sender names it. */
export interface RequestKey extends Asker {
  /** What stood in Idempotency-Key. */
  readonly key: string;
}

/** What a request with this key finds: begun, it is this one's turn; under way, another has it; answered, it was done. */
export type IdempotentState =
  | { readonly state: "begun"; readonly holder: string }
  | { readonly state: "under-way" }
  | {
      readonly state: "answered";
      /** What was asked then, as `settle` was told. */
      readonly request: string;
      readonly answer: unknown;
    };

/** Requests that are done once, however often they are sent: kept for a day. */
export interface IdempotentRequests {
  /** @param holdMilliseconds after which another request may begin where this one neither settled nor left */
  begin(key: RequestKey, holdMilliseconds: number): Promise<IdempotentState>;
  /** It was done: from now on the key gives this answer. @param request a hash of what was asked and sent */
  settle(key: RequestKey, holder: string, request: string, answer: unknown): Promise<void>;
  /** It was not done: the next one begins. */
  leave(key: RequestKey, holder: string): Promise<void>;
}
