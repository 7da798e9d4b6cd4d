import { createHmac } from "node:crypto";

/**
 * The signature of a message as Standard Webhooks has it: "v1," and the base64 of HMAC-SHA256 over id, timestamp and body with a
 * dot between them. https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 *
 * @param secret "whsec_" and the key as base64
 * @param timestamp whole seconds since 1970
 */
export function signatureOf(
  secret: string,
  message: { readonly id: string; readonly timestamp: number; readonly body: string },
): string {
  const key = Buffer.from(secret.slice(secret.indexOf("_") + 1), "base64");
  const signed = `${message.id}.${message.timestamp}.${message.body}`;
  return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
}
