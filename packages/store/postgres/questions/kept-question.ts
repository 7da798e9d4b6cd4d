import type { Feedback, KeptAnswer, KeptQuestion } from "@footnote/contracts";

export interface KeptRow extends Omit<KeptQuestion, "at" | "asOf" | "feedback"> {
  readonly at: Date;
  readonly asOf: Date | null;
  readonly helpful: boolean | null;
  readonly reason: Feedback["reason"];
  readonly comment: string | null;
  readonly answer: KeptAnswer | null;
}

/** Of the table `question`. */
export const KEPT_COLUMNS = `id, conversation, question, asked_at AS at, as_of AS "asOf", within, status, answer, helpful, reason, comment`;

export function keptQuestion(row: KeptRow): KeptQuestion {
  const { id, conversation, question, within, status, answer, at, asOf, helpful, reason, comment } = row;
  return {
    id,
    conversation,
    question,
    within,
    status,
    answer,
    at: at.toISOString(),
    asOf: asOf?.toISOString() ?? null,
    feedback: helpful === null ? null : { helpful, reason, comment: comment ?? "" },
  };
}
