import type { ErrorCode, Unwritten } from "@footnote/contracts";

const MESSAGES: Partial<Record<ErrorCode, string>> = {
  generation_refused: "The language model is not set up right; the log of this Footnote says why.",
  rate_limited: "The language model is asked too much right now.",
  prompt_too_long: "The language model cannot read enough at once.",
  budget_spent: "Today's budget for the language model is spent; it begins anew at midnight UTC.",
};

/** For a reader, who can neither correct an address nor a key. */
export function troubleFor(code: ErrorCode): Unwritten {
  return { code, message: MESSAGES[code] ?? "The language model is not working right now." };
}
