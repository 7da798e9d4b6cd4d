import { randomUUID } from "node:crypto";
import type { Answer, QuestionLog, Reader } from "@footnote/contracts";
import { type Logger, within } from "@footnote/runtime";
import type { Asked, QuestionPath } from "../question-path.ts";

/** An answer is there by then, and does not wait longer for being kept. */
const KEPT_WITHIN_MILLISECONDS = 1_000;

/**
 * The same path, which keeps each question with its answer, and says under which ids. What cannot be kept is answered all
 * the same.
 */
export function keepingQuestions(path: QuestionPath, log: QuestionLog, failures: Logger): QuestionPath {
  async function keep(reader: Reader, asked: Asked, answer: Answer) {
    const id = randomUUID();
    let kept: Answer["kept"];
    const keeping = log
      .keep(
        { tenant: reader.tenant, subject: asked.subject },
        {
          id,
          conversation: asked.conversation,
          after: asked.earlier.at(-1)?.question,
          question: asked.question,
          asOf: asked.asOf,
          within: asked.within,
          answer,
        },
      )
      .then(
        (conversation) => {
          kept = { question: id, conversation };
        },
        (error: unknown) => failures.error({ err: error }, "A question could not be kept."),
      );
    await within(keeping, KEPT_WITHIN_MILLISECONDS);
    return kept;
  }

  return {
    ...path,
    async *answer(reader, asked, signal) {
      for await (const event of path.answer(reader, asked, signal)) {
        if (event.kind !== "answer") yield event;
        else {
          const kept = await keep(reader, asked, event.answer);
          yield kept === undefined ? event : { ...event, answer: { ...event.answer, kept } };
        }
      }
    },
  };
}
