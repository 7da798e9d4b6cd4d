import type { Admin } from "kafkajs";

/** By partition, how many records there are behind what the group has committed; none where it never committed. */
export type Lag = ReadonlyMap<number, bigint>;

export async function readLag(admin: Admin, groupId: string, topic: string): Promise<Lag> {
  const [ends, [committed]] = await Promise.all([
    admin.fetchTopicOffsets(topic),
    admin.fetchOffsets({ groupId, topics: [topic] }),
  ]);
  const offsets = new Map(committed?.partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
  return new Map(
    ends.flatMap(({ partition, high, low }) => {
      const offset = offsets.get(partition) ?? -1n;
      // What the topic has forgotten meanwhile nobody can read any more.
      const from = offset < BigInt(low) ? BigInt(low) : offset;
      return offset < 0n ? [] : [[partition, BigInt(high) - from] as const];
    }),
  );
}
