import type { ChangeHandler, ChangeSource, FootnoteError, NewsState } from "@footnote/contracts";
import type { Clock, Logger } from "@footnote/runtime";
import { failure } from "./failure.ts";
import type { Recipient } from "./handle-messages.ts";
import { openQueue } from "./queue.ts";
import { type Reading, startReading } from "./reading.ts";
import type { SqsSettings } from "./settings.ts";

/** What hears of several buckets by one queue. */
export interface SqsChanges {
  /** @param keyOf under which key an object is known; undefined where it is none of this bucket */
  of(
    bucket: string,
    keyOf: (bucketName: string, objectKey: string) => string | undefined,
  ): ChangeSource & Required<Pick<ChangeSource, "news">>;
}

/** @throws FootnoteError configuration_invalid, unavailable: what has to be mended before anything can be read */
export async function checkSqs(settings: SqsSettings): Promise<void> {
  const queue = openQueue(settings);
  try {
    await queue.check();
  } catch (error) {
    throw failure(settings, error);
  } finally {
    queue.close();
  }
}

/**
 * The changes of the buckets whose notifications are sent to a queue. All processes that ask it share its messages, so they are those
 * of one installation, and watch the same buckets: what names another bucket is deleted, and found there by comparing.
 */
export function sqsChanges(
  settings: SqsSettings,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): SqsChanges {
  const recipients: (Recipient & { handler: ChangeHandler | undefined })[] = [];
  let state: Omit<NewsState, "lag"> = { state: "arriving", reason: null, action: null, since: null };
  let lag: number | null = null;
  let reading: Reading | undefined;

  function notice(trouble: FootnoteError | undefined): void {
    if (trouble === undefined) {
      if (state.state === "broken") {
        log.warn({}, "The buckets' events arrive again.");
        // To a queue that is not there nothing is sent.
        for (const { handler } of recipients) handler?.missed();
      }
      state = { state: "arriving", reason: null, action: null, since: null };
      return;
    }
    lag = null;
    if (state.reason !== trouble.message)
      log.error(
        { err: trouble },
        "The buckets' events do not arrive; until they do, what changes is found every few minutes.",
      );
    const { message: reason, action } = trouble;
    state = { state: "broken", reason, action, since: state.since ?? clock.now().toISOString() };
  }

  const read = () =>
    startReading(settings, {
      recipients: () => recipients,
      clock,
      log,
      onTrouble: notice,
      onCount(count) {
        lag = count;
      },
    });

  return {
    of(bucket, keyOf) {
      const recipient = { bucket, keyOf, handler: undefined as ChangeHandler | undefined };
      recipients.push(recipient);
      return {
        news: () => ({ ...state, lag }),
        async subscribe(handler) {
          recipient.handler = handler;
          reading ??= read();
          await reading.first;
          return {
            async close() {
              recipient.handler = undefined;
              if (recipients.some((other) => other.handler !== undefined)) return;
              const ended = reading;
              reading = undefined;
              await ended?.close();
            },
          };
        },
      };
    },
  };
}
