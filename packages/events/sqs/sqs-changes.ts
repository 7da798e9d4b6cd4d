import type { ChangeHandler, ChangeSource, FootnoteError } from "@footnote/contracts";
import type { Clock, Logger } from "@footnote/runtime";
import { openNews } from "../news.ts";
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
  const news = openNews({ clock, log, about: {}, whose: "The buckets'" });
  let reading: Reading | undefined;

  function notice(trouble: FootnoteError | undefined): void {
    const isAgain = news.notice(trouble);
    // To a queue that is not there nothing is sent.
    if (isAgain) for (const { handler } of recipients) handler?.missed();
  }

  const read = () =>
    startReading(settings, {
      recipients: () => recipients,
      clock,
      log,
      onTrouble: notice,
      onCount: news.count,
    });

  return {
    of(bucket, keyOf) {
      const recipient = { bucket, keyOf, handler: undefined as ChangeHandler | undefined };
      recipients.push(recipient);
      return {
        news: () => news.state,
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
