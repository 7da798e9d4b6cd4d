import { type ChangeSource, FootnoteError } from "@footnote/contracts";
import { type Clock, firstAbort, fullJitter, type Logger, within } from "@footnote/runtime";
import { openNews } from "../news.ts";
import { openKafka } from "./client.ts";
import { failure } from "./failure.ts";
import { joinGroup, type Session } from "./session.ts";
import type { KafkaSettings } from "./settings.ts";
import { checkTopics } from "./topics.ts";

export interface KafkaChangesOptions {
  readonly settings: KafkaSettings;
  /** Shared by all processes that ingest this bucket into one store, and by no others: each partition is read by one of them. */
  readonly group: string;
  readonly bucket: string;
  /** Under which key an object is known; undefined where it is none of this bucket. */
  keyOf(bucketName: string, objectKey: string): string | undefined;
  readonly clock: Clock;
  readonly log: Logger;
}

const REJOIN = { base: 500, cap: 30_000 };
const LOOK_EVERY_MILLISECONDS = 5_000;
/**
 * Records that wait, a consumer that says it runs, and nothing done for so long: it hangs, see
 * https://github.com/tulios/kafkajs/issues/1441. Where it cannot be asked whether any wait, some may.
 */
const STALLED_MILLISECONDS = 60_000;

/**
 * What is no Kafka says nothing, and the client would ask it for minutes; the same on a connection that something on its way has
 * forgotten, which it would never give up.
 */
const ANSWERS_WITHIN_MILLISECONDS = 15_000;

/** @throws FootnoteError configuration_invalid, unavailable: what has to be mended before anything can be read */
export async function checkKafka(settings: KafkaSettings): Promise<void> {
  const checking = checkTopics(openKafka(settings), settings);
  if (!(await within(checking, ANSWERS_WITHIN_MILLISECONDS))) throw failure(settings, new Error("timeout"));
  await checking;
}

/**
 * The changes of a bucket, from a topic that its notifications are sent to. Read by a group of consumers; committed when
 * durably queued. A consumer that ends, or hangs, is replaced; after that the bucket is compared, since a server that cannot
 * reach Kafka forgets what it had to tell.
 */
export function kafkaChanges(options: KafkaChangesOptions): ChangeSource {
  const { settings, group, bucket, clock, log } = options;
  const news = openNews({ clock, log, about: { bucket }, whose: "The bucket's" });

  return {
    news: () => news.state,
    async subscribe(handler) {
      const stopping = new AbortController();
      const first = Promise.withResolvers<void>();

      async function keepReading(): Promise<void> {
        let hasGap = false;
        for (let failures = 0; !stopping.signal.aborted; ) {
          let session: Session | undefined;
          try {
            const parts = { ...options, handler, stopping: stopping.signal };
            session = await joinGroup(settings, group, parts);
            if (hasGap) handler.missed();
            news.notice(undefined);
            hasGap = false;
            failures = 0;
            first.resolve();
            await whileItRuns(session);
          } catch (error) {
            hasGap = true;
            // A group moves from one broker to another, or is made, in a moment.
            const isPassing = failures === 0 && (error as { retriable?: unknown }).retriable === true;
            if (!isPassing && !stopping.signal.aborted) news.notice(failure(settings, error));
            // Nobody waits for a Kafka that is not there.
            if (!isPassing) first.resolve();
          } finally {
            await session?.close().catch(() => undefined);
          }
          failures++;
          await clock.sleep(fullJitter(failures, REJOIN), stopping.signal);
        }
        first.resolve();
      }

      /** Resolves when stopped. @throws where the consumer ended, or hangs */
      async function whileItRuns(session: Session): Promise<void> {
        using stopped = firstAbort([stopping.signal]);
        const over = Promise.race([session.ended, stopped.promise]);
        over.catch(() => undefined);
        let nothingWaitedAt = clock.elapsed();
        while (!stopping.signal.aborted) {
          let trouble: unknown;
          const asked = session.lag().catch((error: unknown) => {
            trouble = error;
          });
          if (!(await within(asked, ANSWERS_WITHIN_MILLISECONDS))) throw new Error("timeout");
          const behind = await asked;
          const lags = behind && [...behind.values()];
          news.count(lags === undefined ? null : Number(lags.reduce((sum, one) => sum + one, 0n)));
          if (behind && session.partitions().every((partition) => !behind.get(partition)))
            nothingWaitedAt = clock.elapsed();
          const idle = clock.elapsed() - Math.max(nothingWaitedAt, session.progressAt());
          if (!session.isWorking() && idle >= STALLED_MILLISECONDS) throw trouble ?? stalled(bucket);
          await Promise.race([over, clock.sleep(LOOK_EVERY_MILLISECONDS, stopping.signal)]);
        }
      }

      const reading = keepReading();
      await first.promise;
      return {
        async close() {
          stopping.abort();
          await reading;
        },
      };
    },
  };
}

function stalled(bucket: string): FootnoteError {
  return new FootnoteError("unavailable", `Events of the bucket ${bucket} wait and none is read.`, {
    action: "Nothing needs to be done: reading begins anew.",
  });
}
