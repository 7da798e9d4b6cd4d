import { z } from "zod";

/** An object that a notification says something happened to; what, only the bucket itself can tell. */
export interface NotedObject {
  /** As the server calls it. */
  readonly bucket: string;
  /** Its key, or each that it may be where the notification does not tell whether it is encoded. */
  readonly keys: readonly string[];
}

/** What a message says: `problem` tells what of it could not be read, in words without anything of its content. */
export interface Notification {
  readonly objects: readonly NotedObject[];
  readonly problem: string | undefined;
}

/** More than any server puts into one message; AWS says one, its queues carry at most 256 KB. */
const MOST_RECORDS = 10_000;

const record = z.object({
  eventSource: z.string().optional(),
  eventName: z.string(),
  s3: z.object({
    configurationId: z.string().optional(),
    bucket: z.object({ name: z.string().min(1) }),
    object: z.object({ key: z.string().min(1) }),
  }),
});

const message = z.object({ Records: z.array(z.unknown()).min(1).max(MOST_RECORDS) });
/** What EventBridge makes of it; the key stands in it as it is. */
const bridged = z.object({
  source: z.literal("aws.s3"),
  detail: z.object({
    bucket: z.object({ name: z.string().min(1) }),
    object: z.object({ key: z.string().min(1) }),
  }),
});
/** What AWS and others send when notifications are set up. */
const testEvent = z.object({ Event: z.literal("s3:TestEvent") });
/** SNS puts what it passes on, as text, into a message of its own. */
const envelope = z.object({ Type: z.literal("Notification"), Message: z.string() });

/**
 * Reads a notification of an S3 bucket in the form of AWS, MinIO or versitygw, or of EventBridge, each also as SNS passes it on:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function readNotification(value: Uint8Array | null): Notification {
  if (value === null) return unreadable("The record has no value.");
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(value));
    const passedOn = envelope.safeParse(content);
    if (passedOn.success) content = JSON.parse(passedOn.data.Message);
  } catch {
    return unreadable("The record is not JSON.");
  }
  if (testEvent.safeParse(content).success) return { objects: [], problem: undefined };
  const event = bridged.safeParse(content);
  if (event.success) {
    const { bucket, object } = event.data.detail;
    return { objects: [{ bucket: bucket.name, keys: [object.key] }], problem: undefined };
  }
  const read = message.safeParse(content);
  if (!read.success)
    return unreadable("The record is not a notification of an S3 bucket: it has no Records.");
  const objects: NotedObject[] = [];
  let others = 0;
  for (const each of read.data.Records) {
    const known = record.safeParse(each);
    if (known.success) objects.push(notedIn(known.data));
    else others++;
  }
  return {
    objects,
    problem: others === 0 ? undefined : `${others} of its Records name no bucket and key of S3.`,
  };
}

function unreadable(problem: string): Notification {
  return { objects: [], problem };
}

/**
 * AWS and MinIO encode keys as forms do ("a+b%2B.md" is "a b+.md"); versitygw, which names its configurations "…-global", sends
 * them as they are. Where something could be meant either way, and nobody known sent it, both are looked at: that is harmless.
 */
function notedIn({ eventName, s3 }: z.infer<typeof record>): NotedObject {
  const raw = s3.object.key;
  const decoded = formDecoded(raw);
  const bucket = s3.bucket.name;
  if (decoded === undefined || s3.configurationId?.endsWith("-global")) return { bucket, keys: [raw] };
  // Neither of them leaves what is not ASCII, nor a space, as it is.
  const isEncoded = /^[!-~]*$/.test(raw);
  if (!isEncoded) return { bucket, keys: [raw] };
  const isKnown = !eventName.startsWith("s3:") || s3.configurationId === "Config";
  return { bucket, keys: isKnown || decoded === raw ? [decoded] : [decoded, raw] };
}

/** Undefined where it was not encoded so. */
function formDecoded(key: string): string | undefined {
  try {
    return decodeURIComponent(key.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}
