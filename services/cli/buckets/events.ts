import type { S3Bucket } from "@footnote/buckets";
import type { ChangeSource } from "@footnote/contracts";
import { type Configuration, type Logger, systemClock } from "@footnote/runtime";
import { groupOf } from "./group-of.ts";

/** Nothing tells of what happens in it: comparing finds that. */
const NO_NEWS: ChangeSource = { subscribe: async () => ({ close: async () => undefined }) };

/** Where buckets in S3 hear of what changes in them. */
export async function openEvents(
  configuration: Configuration,
  log: Logger,
): Promise<(bucket: S3Bucket) => ChangeSource> {
  const { kafka, sqs } = configuration.events;
  if (sqs !== undefined) {
    const { loadSqs } = await import("@footnote/events");
    const changes = (await loadSqs()).sqsChanges(sqs, { clock: systemClock, log });
    return ({ name, keyOf }) => changes.of(name, keyOf);
  }
  if (kafka === undefined) return () => NO_NEWS;
  // Loaded for whoever has it: 19 MB.
  const { kafkaChanges } = await import("@footnote/events");
  return ({ name, keyOf }) =>
    kafkaChanges({
      settings: kafka,
      group: groupOf(configuration, kafka.group, name),
      bucket: name,
      keyOf,
      clock: systemClock,
      log,
    });
}

/** @throws FootnoteError configuration_invalid, unavailable: what has to be mended before anything can be heard */
export async function checkEvents({ events: { kafka, sqs } }: Pick<Configuration, "events">): Promise<void> {
  if (kafka === undefined && sqs === undefined) return;
  const { checkKafka, loadSqs } = await import("@footnote/events");
  if (kafka !== undefined) await checkKafka(kafka);
  if (sqs !== undefined) await (await loadSqs()).checkSqs(sqs);
}
