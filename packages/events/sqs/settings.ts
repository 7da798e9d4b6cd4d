/** The queue that notifications of buckets are sent to. */
export interface SqsSettings {
  /** Such as https://sqs.eu-central-1.amazonaws.com/123456789012/footnote. */
  readonly queueUrl: string;
  /** Where the address does not name it and AWS_REGION is not meant. */
  readonly region?: string | undefined;
}

/** What AWS writes its hosts like: sqs.REGION.amazonaws.com, or before that the name of an endpoint of one's own network. */
const REGION_IN_HOST = /(?:^|\.)sqs\.([a-z0-9-]+)\.(?:vpce\.)?amazonaws\.com/;

/** Undefined where AWS's own tools find it. */
export function regionOf({ queueUrl, region }: SqsSettings): string | undefined {
  const { hostname } = new URL(queueUrl);
  if (region !== undefined) return region;
  const named = REGION_IN_HOST.exec(hostname)?.[1];
  // A server of one's own does not care, and the signature needs one.
  return named ?? (hostname.endsWith(".amazonaws.com") ? undefined : "us-east-1");
}

export function queueNameOf({ queueUrl }: SqsSettings): string {
  return new URL(queueUrl).pathname.split("/").at(-1) ?? "";
}

/** Where messages go that are no notifications, where the queue itself names no other. */
export function deadLetterNameOf(settings: SqsSettings): string {
  return `${queueNameOf(settings)}-dlq`;
}
