import { type Asker, FootnoteError, type QuestionLog } from "@footnote/contracts";
import type { Context } from "hono";
import { type Identified, readerOf } from "../caller.ts";
import type { QueryParts } from "../parts.ts";

/** Whose questions this request may see: the caller's own. */
export function askerOf(context: Context<Identified>): Asker {
  const { tenant } = readerOf(context);
  return { tenant, subject: context.get("caller").subject };
}

/** @throws FootnoteError not_found where questions are not kept */
export function keptLog({ kept }: QueryParts): QuestionLog {
  if (kept !== undefined) return kept.log;
  throw new FootnoteError("not_found", "Questions are not kept here.", {
    action: "Whoever runs this Footnote can have them kept: see questions.keepDays.",
  });
}
