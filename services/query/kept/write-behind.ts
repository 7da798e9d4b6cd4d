import type { QuestionLog } from "@footnote/contracts";
import { type Logger, within } from "@footnote/runtime";

/** As many are written at once; who asks when there are more waits for the oldest of them. */
const MOST_UNWRITTEN = 64;
/** What is read of the log waits no longer for what is still being written. */
const WRITTEN_WITHIN_MILLISECONDS = 1_000;

/**
 * The same log, to which nobody who asks waits to be written: an answer that was given before takes a few milliseconds, and the
 * transaction that keeps the question several times that. Whoever asks for what is kept, or says something of it, finds
 * what this process has taken.
 */
export function writingBehind(log: QuestionLog, failures: Logger, begin: () => () => void): QuestionLog {
  const unwritten = new Set<Promise<void>>();

  async function keep(...[asker, question]: Parameters<QuestionLog["keep"]>): Promise<void> {
    while (unwritten.size >= MOST_UNWRITTEN) await Promise.race(unwritten);
    // A stop waits for it.
    const end = begin();
    const writing = log
      .keep(asker, question)
      .catch((error: unknown) => failures.error({ err: error }, "A question could not be kept."))
      .finally(() => {
        unwritten.delete(writing);
        end();
      });
    unwritten.add(writing);
  }

  function afterWhatIsUnwritten<Given extends unknown[], Result>(
    call: (...given: Given) => Promise<Result>,
  ): (...given: Given) => Promise<Result> {
    return async (...given) => {
      await within(Promise.all(unwritten), WRITTEN_WITHIN_MILLISECONDS);
      return call(...given);
    };
  }

  return {
    // Of what is unwritten it may not know; then a question that is asked twice within milliseconds begins two conversations.
    conversationOf: log.conversationOf,
    keep,
    trim: log.trim,
    wrongHits: afterWhatIsUnwritten(log.wrongHits),
    judge: afterWhatIsUnwritten(log.judge),
    conversations: afterWhatIsUnwritten(log.conversations),
    conversation: afterWhatIsUnwritten(log.conversation),
    forget: afterWhatIsUnwritten(log.forget),
    share: afterWhatIsUnwritten(log.share),
    unshare: afterWhatIsUnwritten(log.unshare),
    shared: afterWhatIsUnwritten(log.shared),
    unanswered: afterWhatIsUnwritten(log.unanswered),
    liveAnswers: afterWhatIsUnwritten(log.liveAnswers),
    review: afterWhatIsUnwritten(log.review),
    settle: afterWhatIsUnwritten(log.settle),
  };
}
