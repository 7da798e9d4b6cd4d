import type { FootnoteError } from "@footnote/contracts";
import { type Clock, fullJitter, type Logger, within } from "@footnote/runtime";
import { failure } from "./failure.ts";
import { handleMessages, type Recipient } from "./handle-messages.ts";
import { openQueue } from "./queue.ts";
import type { SqsSettings } from "./settings.ts";

const AGAIN = { base: 500, cap: 30_000 };
const COUNT_EVERY_MILLISECONDS = 15_000;
/** One lot that waits for a deletion to be judged does not hold up the others. */
const LOTS_AT_ONCE = 4;
const CLOSES_WITHIN_MILLISECONDS = 5_000;
/** For what is given back to be given to the request for messages that is still open. */
const GIVEN_AGAIN_WITHIN_MILLISECONDS = 2_000;

export interface ReadingParts {
  recipients(): Iterable<Recipient>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Called after each failure, and with undefined when messages can be asked for. */
  onTrouble(trouble: FootnoteError | undefined): void;
  /** How many messages are there, about; null where that is not known. */
  onCount(count: number | null): void;
}

export interface Reading {
  /** Resolves when messages are asked for, or cannot be. */
  readonly first: Promise<void>;
  /** Gives back what is not finished. */
  close(): Promise<void>;
}

/** Asks the queue for messages and takes them in, until closed. */
export function startReading(settings: SqsSettings, parts: ReadingParts): Reading {
  const { clock, log, onTrouble, onCount } = parts;
  const queue = openQueue(settings);
  const stopping = new AbortController();
  const leaving = new AbortController();
  const first = Promise.withResolvers<void>();
  const lots = new Set<Promise<void>>();

  async function receiveOn(): Promise<void> {
    let isUnknown = true;
    for (let failures = 0; !stopping.signal.aborted; ) {
      try {
        // Says at once what a request for messages says only after it has waited for some.
        if (isUnknown) onCount(await queue.count());
        isUnknown = false;
        onTrouble(undefined);
        first.resolve();
        const messages = await queue.receive(leaving.signal);
        failures = 0;
        if (stopping.signal.aborted) await queue.giveBack(messages, 0);
        else if (messages.length > 0) {
          const lot = handleMessages(messages, {
            ...parts,
            queue,
            recipients: parts.recipients(),
            stopping: stopping.signal,
          })
            // They come again when they were hidden long enough.
            .catch((error: unknown) =>
              log.warn({ err: failure(settings, error) }, "Messages will be read once more."),
            )
            .finally(() => lots.delete(lot));
          lots.add(lot);
        }
        while (lots.size >= LOTS_AT_ONCE) await Promise.race(lots);
      } catch (error) {
        if (stopping.signal.aborted) break;
        onTrouble(failure(settings, error));
        first.resolve();
        failures++;
        isUnknown = true;
        await clock.sleep(fullJitter(failures, AGAIN), stopping.signal);
      }
    }
    first.resolve();
  }

  async function countOn(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(COUNT_EVERY_MILLISECONDS, stopping.signal);
      if (!stopping.signal.aborted) onCount(await queue.count().catch(() => null));
    }
  }

  const receiving = receiveOn();
  const counting = countOn();
  return {
    first: first.promise,
    async close() {
      stopping.abort();
      const unfinished = [...lots];
      // A server that does not answer is not waited for.
      await within(Promise.all(unfinished), CLOSES_WITHIN_MILLISECONDS);
      // An abandoned request would be given what was just given back, and nobody would see it for half a minute.
      if (unfinished.length > 0) await within(receiving, GIVEN_AGAIN_WITHIN_MILLISECONDS);
      leaving.abort();
      await within(Promise.all([receiving, counting]), CLOSES_WITHIN_MILLISECONDS);
      queue.close();
    },
  };
}
