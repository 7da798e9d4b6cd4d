import { randomUUID } from "node:crypto";
import type { QuestionLog, Reader } from "@footnote/contracts";
import type { Clock, Logger } from "@footnote/runtime";
import type { Asked, QuestionPath } from "../question-path.ts";

/**
 * The same path, which keeps each question with its answer, and says under which ids. What cannot be kept is answered all
 * the same.
 */
export function keepingQuestions(
  path: QuestionPath,
  log: QuestionLog,
  clock: Pick<Clock, "elapsed">,
  failures: Logger,
): QuestionPath {
  /** Asked for while the question is answered: undefined where the log does not say. */
  async function conversationOf(reader: Reader, asked: Asked): Promise<string | undefined> {
    if (asked.conversation !== undefined) return asked.conversation;
    const { tenant } = reader;
    const { subject, question, earlier } = asked;
    try {
      const known = await log.conversationOf(
        { tenant, subject },
        { question, after: earlier.at(-1)?.question },
      );
      return known ?? randomUUID();
    } catch (error) {
      failures.error({ err: error }, "A question could not be kept.");
      return undefined;
    }
  }

  return {
    ...path,
    async *answer(reader, asked, signal) {
      const begun = clock.elapsed();
      const finding = conversationOf(reader, asked);
      for await (const event of path.answer(reader, asked, signal)) {
        if (event.kind !== "answer") {
          yield event;
          continue;
        }
        const conversation = await finding;
        if (conversation === undefined) {
          yield event;
          continue;
        }
        const id = randomUUID();
        const { tenant } = reader;
        const { subject, question, asOf, within } = asked;
        const { answer } = event;
        const { given } = event;
        const milliseconds = clock.elapsed() - begun;
        await log.keep(
          { tenant, subject },
          { id, conversation, question, asOf, within, answer, milliseconds, given },
        );
        yield { ...event, answer: { ...answer, kept: { question: id, conversation } } };
      }
    },
  };
}
