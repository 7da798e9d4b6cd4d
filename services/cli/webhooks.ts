import type { RecordedStore, WebhookOperations } from "@footnote/contracts";
import { type Configuration, type Logger, type Release, systemClock } from "@footnote/runtime";
import { openWebhookOperations, postTo, tellWebhooks, type Webhook } from "@footnote/webhooks";

/** Who is told of what changes, as it is configured. */
export interface Webhooks {
  readonly operations: WebhookOperations;
  /** Tells them from now on, until everything ends. */
  tell(): void;
}

export function openWebhooks(
  { webhooks, tenant }: Configuration,
  { store, log }: { readonly store: Pick<RecordedStore, "changes" | "webhooks">; readonly log: Logger },
  onRelease: (release: Release) => void,
): Webhooks {
  const told = webhooks.map(
    ({ principals, ...webhook }): Webhook => ({
      ...webhook,
      buckets: webhook.buckets,
      reader: { tenant, principals },
    }),
  );
  return {
    operations: openWebhookOperations(told, store.webhooks),
    tell() {
      if (told.length === 0) return;
      const telling = tellWebhooks({
        webhooks: told,
        changes: store.changes,
        queue: store.webhooks,
        post: postTo,
        clock: systemClock,
        random: Math.random,
        log,
      });
      onRelease(telling.close);
    },
  };
}
