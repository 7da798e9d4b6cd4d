import { FootnoteError, type Reader, type WebhookOperations, type WebhookQueue } from "@footnote/contracts";
import { withoutSecretsOfAddress } from "@footnote/runtime";
import type { Webhook } from "./tell-webhooks.ts";

/** What people see of their webhooks, and may have told again. */
export function openWebhookOperations(webhooks: readonly Webhook[], queue: WebhookQueue): WebhookOperations {
  const seenBy = ({ principals }: Reader) =>
    webhooks.filter(({ reader }) => reader.principals.every((principal) => principals.includes(principal)));
  const known = (reader: Reader, name: string) => {
    if (seenBy(reader).some((webhook) => webhook.name === name)) return name;
    throw new FootnoteError("not_found", `There is no webhook of that name.`, {
      action: "See which there are: npx footnote webhooks status.",
    });
  };
  return {
    states: (reader) =>
      Promise.all(
        seenBy(reader).map(async ({ name, url, events, buckets }) => ({
          name,
          url: withoutSecretsOfAddress(url),
          events,
          buckets: buckets ?? null,
          ...(await queue.counts(name)),
        })),
      ),
    deliveries: async (reader, name, page) => queue.list(known(reader, name), page),
    replay: async (reader, name, which) => queue.replay(known(reader, name), which),
  };
}
