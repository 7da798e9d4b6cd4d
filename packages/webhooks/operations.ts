import { FootnoteError, type WebhookOperations, type WebhookQueue } from "@footnote/contracts";
import { withoutSecretsOfAddress } from "@footnote/runtime";
import type { Webhook } from "./tell-webhooks.ts";

/** What people see of their webhooks, and may have told again. */
export function openWebhookOperations(webhooks: readonly Webhook[], queue: WebhookQueue): WebhookOperations {
  const known = (name: string) => {
    if (webhooks.some((webhook) => webhook.name === name)) return name;
    throw new FootnoteError("not_found", `There is no webhook of that name.`, {
      action: "See which there are: npx footnote webhooks status.",
    });
  };
  return {
    states: () =>
      Promise.all(
        webhooks.map(async ({ name, url, events, buckets }) => ({
          name,
          url: withoutSecretsOfAddress(url),
          events,
          buckets: buckets ?? null,
          ...(await queue.counts(name)),
        })),
      ),
    deliveries: async (name, page) => queue.list(known(name), page),
    replay: async (name, which) => queue.replay(known(name), which),
  };
}
