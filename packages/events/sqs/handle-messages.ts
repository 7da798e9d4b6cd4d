import type { Message } from "@aws-sdk/client-sqs";
import type { BucketChange, ChangeHandler } from "@footnote/contracts";
import type { Clock, Logger } from "@footnote/runtime";
import { readNotification } from "../notifications/read-notification.ts";
import { traceIn } from "../trace.ts";
import { untilTakenIn } from "../until-taken-in.ts";
import type { DeadMessage } from "./dead-letters.ts";
import type { Queue } from "./queue.ts";

/** Well before another is given what is being taken in. */
const KEEP_EVERY_MILLISECONDS = 10_000;

/** After that it is looked whether a bucket is heard of by now. */
const UNHEARD_SECONDS = 2;

/** A bucket whose changes arrive by the queue. */
export interface Recipient {
  readonly bucket: string;
  /** Under which key an object is known; undefined where it is none of this bucket. */
  keyOf(bucketName: string, objectKey: string): string | undefined;
  /** Undefined while nobody hears of it. */
  readonly handler: Pick<ChangeHandler, "queue"> | undefined;
}

export interface MessageParts {
  readonly queue: Queue;
  readonly recipients: Iterable<Recipient>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly stopping: AbortSignal;
}

/**
 * Takes messages in: deletes them when all their changes are durably queued and the dead letters among them are written, and until
 * then keeps others from being given them. Where all is to stop first, or a bucket is not heard of, they are given back.
 */
export async function handleMessages(messages: readonly Message[], parts: MessageParts): Promise<void> {
  const { queue, clock, log, stopping } = parts;
  const { changes, dead, isWhole } = read(messages, parts);
  if (!isWhole) return queue.giveBack(messages, UNHEARD_SECONDS);
  const over = new AbortController();
  const keeping = keepFromOthers(messages, parts, over.signal);
  try {
    const queueing = [...changes].map(
      ([{ handler }, keys]) =>
        async () =>
          handler?.queue(keys),
    );
    const isTaken = await untilTakenIn([...queueing, () => queue.bury(dead)], {
      clock,
      log,
      about: { messages: messages.length },
      signal: stopping,
      isOver: () => false,
    });
    await (isTaken ? queue.delete(messages) : queue.giveBack(messages, 0));
  } finally {
    over.abort();
    await keeping;
  }
}

async function keepFromOthers(
  messages: readonly Message[],
  { queue, clock, log }: MessageParts,
  over: AbortSignal,
): Promise<void> {
  for (;;) {
    await clock.sleep(KEEP_EVERY_MILLISECONDS, over);
    if (over.aborted) return;
    await queue
      .keep(messages)
      .catch((error: unknown) => log.debug({ err: error }, "Messages may be given to somebody else, too."));
  }
}

/** `isWhole`: whoever watches their buckets hears of all of it. */
function read(
  messages: readonly Message[],
  { recipients, log }: MessageParts,
): {
  readonly changes: ReadonlyMap<Recipient, readonly BucketChange[]>;
  readonly dead: readonly DeadMessage[];
  readonly isWhole: boolean;
} {
  const keys = new Map([...recipients].map((recipient) => [recipient, new Set<string>()]));
  const dead: DeadMessage[] = [];
  let others = 0;
  for (const message of messages) {
    const { objects, problem } = readNotification(new TextEncoder().encode(message.Body));
    if (problem !== undefined) dead.push({ message, problem });
    let own = 0;
    for (const object of objects)
      for (const [recipient, found] of keys)
        for (const objectKey of object.keys) {
          const key = recipient.keyOf(object.bucket, objectKey);
          if (key === undefined) continue;
          found.add(key);
          own++;
        }
    if (own === 0 && objects.length > 0) others++;
    const trace = traceIn(message.MessageAttributes?.traceparent?.StringValue);
    if (trace !== undefined && own > 0)
      log.info({ trace, message: message.MessageId }, "An event of a trace was read.");
  }
  if (others > 0)
    log.debug({ messages: others }, "Messages name no object of a bucket that is watched here.");
  if (dead.length > 0)
    log.warn({ messages: dead.length }, "Messages are no events: they go to the dead letters.");
  const changed = [...keys].filter(([, found]) => found.size > 0);
  return {
    changes: new Map(
      changed.map(([recipient, found]) => [
        recipient,
        [...found].map((key) => ({ bucket: recipient.bucket, key })),
      ]),
    ),
    dead,
    isWhole: changed.every(([{ handler }]) => handler !== undefined),
  };
}
