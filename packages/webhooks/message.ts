import type { WebhookDelivery } from "@footnote/contracts";

/** The body, as Standard Webhooks has it: what happened, when, and to what. @returns undefined where it is nobody's to hear of */
export function messageOf({ event, at, document, subject, about }: WebhookDelivery): string | undefined {
  if (about === undefined) return undefined;
  const { bucket, key, title, reason } = about;
  const data =
    event === "document.answerable"
      ? { document, bucket, key, version: subject, title }
      : { document, bucket, key, code: subject, reason };
  return JSON.stringify({ type: event, timestamp: at.toISOString(), data });
}
