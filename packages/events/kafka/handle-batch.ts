import type { BucketChange, ChangeHandler } from "@footnote/contracts";
import type { Clock, Logger } from "@footnote/runtime";
import type { EachBatchPayload, KafkaMessage } from "kafkajs";
import { readNotification } from "../notifications/read-notification.ts";
import { untilTakenIn } from "../until-taken-in.ts";
import type { DeadLetters, DeadRecord } from "./dead-letters.ts";
import { traceOf } from "./trace.ts";

/** So many records are handed over and committed together. */
const MOST_RECORDS = 2_000;
/** The group takes who is silent for longer than its session for dead. */
const HEARTBEAT_MILLISECONDS = 1_000;

export interface BatchParts {
  readonly bucket: string;
  /** Under which key an object is known; undefined where it is none of this bucket. */
  keyOf(bucketName: string, objectKey: string): string | undefined;
  readonly handler: Pick<ChangeHandler, "queue">;
  readonly deadLetters: Pick<DeadLetters, "send">;
  readonly clock: Clock;
  readonly log: Logger;
  readonly stopping: AbortSignal;
  /** Called when something was finished, and when it was begun: which of both is known. */
  onProgress(isWorking: boolean): void;
}

/**
 * Hands a batch over, part after part, and commits each when all its changes are durably queued and its dead letters are
 * written: what is committed is always the finished beginning of the partition. A part that fails is tried again for as long
 * as the partition is ours.
 */
export async function handleBatch(payload: EachBatchPayload, parts: BatchParts): Promise<void> {
  const { batch, resolveOffset, commitOffsetsIfNecessary } = payload;
  const { topic, partition, messages } = batch;
  for (let start = 0; start < messages.length; start += MOST_RECORDS) {
    const part = messages.slice(start, start + MOST_RECORDS);
    const last = part.at(-1) as KafkaMessage;
    parts.onProgress(true);
    const isDone = await withHeartbeat(payload, parts.clock, (signal) =>
      finish(part, partition, parts, AbortSignal.any([signal, parts.stopping]), payload),
    );
    if (!isDone) return;
    resolveOffset(last.offset);
    await commitOffsetsIfNecessary({
      topics: [{ topic, partitions: [{ partition, offset: String(BigInt(last.offset) + 1n) }] }],
    });
    parts.onProgress(false);
  }
}

/** False where the partition is another's by now, or all is to stop. */
async function finish(
  messages: readonly KafkaMessage[],
  partition: number,
  parts: BatchParts,
  signal: AbortSignal,
  { isRunning, isStale }: Pick<EachBatchPayload, "isRunning" | "isStale">,
): Promise<boolean> {
  const { changes, dead } = read(messages, partition, parts);
  // Who hangs does not keep the group from giving the partition to others.
  return untilTakenIn(
    [
      async () => {
        if (changes.length > 0) await parts.handler.queue(changes);
      },
      () => parts.deadLetters.send(dead),
    ],
    {
      clock: parts.clock,
      log: parts.log,
      about: { bucket: parts.bucket, partition },
      signal,
      isOver: () => !isRunning() || isStale(),
    },
  );
}

function read(
  messages: readonly KafkaMessage[],
  partition: number,
  { bucket, keyOf, log }: BatchParts,
): { readonly changes: BucketChange[]; readonly dead: DeadRecord[] } {
  const keys = new Set<string>();
  const dead: DeadRecord[] = [];
  for (const message of messages) {
    const { objects, problem } = readNotification(message.value);
    if (problem !== undefined) dead.push({ partition, message, problem });
    const own = objects.flatMap((object) =>
      object.keys.map((key) => keyOf(object.bucket, key)).filter((key) => key !== undefined),
    );
    for (const key of own) keys.add(key);
    const trace = traceOf(message.headers);
    if (trace !== undefined && own.length > 0)
      log.info(
        { bucket, trace, partition, offset: message.offset, keys: own },
        "An event of a trace was read.",
      );
  }
  if (dead.length > 0)
    log.warn(
      { bucket, partition, records: dead.length },
      "Records are no events: they go to the dead letters.",
    );
  return { changes: [...keys].map((key) => ({ bucket, key })), dead };
}

/** Without them the group would give the partition to somebody else; where it has, `work` is told to stop. */
async function withHeartbeat<Result>(
  { heartbeat }: Pick<EachBatchPayload, "heartbeat">,
  clock: Clock,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const over = new AbortController();
  const lost = new AbortController();
  let failed: unknown;
  const beating = (async () => {
    while (!over.signal.aborted) {
      await clock.sleep(HEARTBEAT_MILLISECONDS, over.signal);
      if (over.signal.aborted) return;
      await heartbeat();
    }
  })().catch((error: unknown) => {
    failed = error;
    lost.abort();
  });
  try {
    return await Promise.race([
      work(lost.signal),
      new Promise<never>((_, reject) => {
        lost.signal.addEventListener("abort", () => reject(failed));
      }),
    ]);
  } finally {
    over.abort();
    await beating;
  }
}
