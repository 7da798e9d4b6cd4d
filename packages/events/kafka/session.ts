import type { Clock } from "@footnote/runtime";
import { within, withReleasers } from "@footnote/runtime";
import type { Admin } from "kafkajs";
import { openKafka } from "./client.ts";
import { openDeadLetters } from "./dead-letters.ts";
import { type BatchParts, handleBatch } from "./handle-batch.ts";
import { type Lag, readLag } from "./lag.ts";
import type { KafkaSettings } from "./settings.ts";

/** In milliseconds. A member that was killed is missed for this long. */
const SESSION = { sessionTimeout: 10_000, heartbeatInterval: 2_000, rebalanceTimeout: 30_000 };
/** Of a partition at once; each record is a few hundred bytes. */
const FETCH = { maxBytesPerPartition: 1024 ** 2, maxBytes: 4 * 1024 ** 2, maxWaitTimeInMs: 500 };
/** One that waits for a deletion to be judged does not hold up the others. */
const PARTITIONS_AT_ONCE = 4;
const LEAVES_WITHIN_MILLISECONDS = 5_000;

export interface Session {
  /** Rejects where the consumer ended by itself. */
  readonly ended: Promise<never>;
  lag(): Promise<Lag>;
  /** Of this process. */
  partitions(): readonly number[];
  isWorking(): boolean;
  /** Since when nothing was begun or finished, by the clock that nobody sets. */
  progressAt(): number;
  /** Leaves the group, so that others take over at once. */
  close(): Promise<void>;
}

/**
 * One membership of a consumer group. A group that is new begins where the topic ends when it is joined: what happened before
 * is what the bucket holds. What goes wrong ends it: it is never begun again from inside.
 */
export async function joinGroup(
  settings: KafkaSettings,
  groupId: string,
  parts: Omit<BatchParts, "deadLetters" | "onProgress"> & { readonly clock: Clock },
): Promise<Session> {
  const { topic } = settings;
  const { clock } = parts;
  return withReleasers(async (onRelease, release) => {
    const kafka = openKafka(settings);
    const admin = kafka.admin();
    await admin.connect();
    onRelease(() => leaving(admin.disconnect()));
    const begin = await beginningOfNewGroup(admin, groupId, topic);
    const deadLetters = openDeadLetters(kafka, settings, groupId);
    onRelease(() => leaving(deadLetters.close()));

    const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false, ...SESSION, ...FETCH });
    onRelease(() => leaving(consumer.disconnect()));
    const ended = Promise.withResolvers<never>();
    ended.promise.catch(() => undefined);
    let partitions: readonly number[] = [];
    let begun: { readonly topic: string; readonly partition: number; readonly offset: string }[] = [];
    const working = { batches: 0, progressAt: clock.elapsed() };
    consumer.on(consumer.events.CRASH, ({ payload }) => ended.reject(payload.error));
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      partitions = payload.memberAssignment[topic] ?? [];
      working.progressAt = clock.elapsed();
      const fresh = partitions.filter((partition) => begin.has(partition));
      begun = fresh.map((partition) => ({ topic, partition, offset: begin.get(partition) ?? "0" }));
      begin.clear();
      for (const offset of begun) consumer.seek(offset);
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
      eachBatch: async (payload) => {
        working.batches++;
        try {
          const onProgress = () => {
            working.progressAt = clock.elapsed();
          };
          await handleBatch(payload, { ...parts, deadLetters, onProgress });
        } finally {
          working.batches--;
          working.progressAt = clock.elapsed();
        }
      },
    });
    // So that whoever takes one over before its first event begins at the same place. Before it runs, the client would not.
    await consumer.commitOffsets(begun);
    return {
      ended: ended.promise,
      lag: () => readLag(admin, groupId, topic),
      partitions: () => partitions,
      isWorking: () => working.batches > 0,
      progressAt: () => working.progressAt,
      close: release,
    };
  });
}

/** The client waits for what it has asked, also of a server that does not answer. */
async function leaving(disconnected: Promise<void>): Promise<void> {
  await within(disconnected, LEAVES_WITHIN_MILLISECONDS);
}

/** By partition, where the topic ends now, of those that the group has never read. */
async function beginningOfNewGroup(
  admin: Admin,
  groupId: string,
  topic: string,
): Promise<Map<number, string>> {
  const [ends, [committed]] = await Promise.all([
    admin.fetchTopicOffsets(topic),
    admin.fetchOffsets({ groupId, topics: [topic] }),
  ]);
  const known = new Set(
    committed?.partitions.filter(({ offset }) => offset !== "-1").map(({ partition }) => partition),
  );
  return new Map(
    ends
      .filter(({ partition }) => !known.has(partition))
      .map(({ partition, high }) => [partition, high] as const),
  );
}
