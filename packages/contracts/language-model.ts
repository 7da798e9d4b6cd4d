export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

export interface GenerationRequest {
  readonly messages: readonly ChatMessage[];
  /** The most tokens that it may write. */
  readonly maxTokens: number;
  /** Who it is written for: tokens are counted by it. */
  readonly subject: string;
  readonly signal?: AbortSignal | undefined;
}

export type GenerationEvent =
  /** Never empty, and never half a character. */
  | { readonly kind: "text"; readonly text: string }
  /** The last one. `isWhole` is false where the model was cut off: by its limit, or by a connection that ended. */
  | { readonly kind: "end"; readonly isWhole: boolean; readonly tokens: TokenCount };

/** As the server counted them, else estimated from the characters. */
export interface TokenCount {
  readonly read: number;
  readonly written: number;
}

/** What writes text. Nothing that it writes is more than text: no tool of its own is offered or run. */
export interface LanguageModel {
  readonly id: string;
  /** Tokens of prompt and answer together. */
  readonly contextTokens: number;
  /**
   * The text as it comes.
   * @throws FootnoteError generation_failed, generation_refused, rate_limited, prompt_too_long, budget_spent; the signal's reason
   */
  generate(request: GenerationRequest): AsyncIterable<GenerationEvent>;
}
