import {
  asFootnoteError,
  type ChangeLog,
  type DocumentChange,
  type WebhookDelivery,
  type WebhookQueue,
  type WebhookResult,
  type WebhookSubscription,
} from "@footnote/contracts";
import { type Clock, fullJitter, type Logger } from "@footnote/runtime";
import { messageOf } from "./message.ts";
import type { postTo } from "./post.ts";
import { signatureOf } from "./sign.ts";

const LOOK_EVERY_MILLISECONDS = 500;
const CHANGES_AT_ONCE = 500;
/** What more there is stays in the record of changes, which is bounded, too. */
const MOST_WAITING = 10_000;
/** Of one endpoint. */
const AT_ONCE = 8;
/** Longer than a try takes: what a killed process was telling, another one tells after this. */
const LEASE_MILLISECONDS = 60_000;
/** Milliseconds between two tries: with MOST_ATTEMPTS some seven hours in all, and at most twice that. */
const RETRY = { base: 10_000, cap: 4 * 60 * 60_000 };
const MOST_ATTEMPTS = 14;
/** It wants to hear of nothing any more. */
const GONE = 410;
/** Milliseconds between two looks while the store fails. */
const STORE_RETRY = { base: 500, cap: 30_000 };

export interface Webhook extends WebhookSubscription {
  readonly url: string;
  /** As Standard Webhooks has it: "whsec_" and a key in base64. */
  readonly secret: string;
  readonly allowInternal: boolean;
}

export interface TellingParts {
  readonly webhooks: readonly Webhook[];
  readonly changes: ChangeLog;
  readonly queue: WebhookQueue;
  readonly post: typeof postTo;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}

/**
 * Tells each endpoint of what changes, beginning when it is first seen: at least once, in no order, again until it says that it
 * has it or is given up. Endpoints do not wait for each other. Several processes may do this at once.
 */
export function tellWebhooks(parts: TellingParts): { close(): Promise<void> } {
  const { clock, log, webhooks } = parts;
  const stopping = new AbortController();

  async function tell(webhook: Webhook): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        const queued = await collect(parts, webhook);
        const told = await tellDue(parts, webhook, stopping.signal);
        failures = 0;
        if (!queued && !told) await clock.sleep(LOOK_EVERY_MILLISECONDS, stopping.signal);
      } catch (error) {
        if (stopping.signal.aborted) return;
        failures += 1;
        // Once, and not with each look while the store fails.
        if (failures === 1)
          log.warn({ err: asFootnoteError(error), webhook: webhook.name }, "What to tell could not be read.");
        await clock.sleep(fullJitter(failures, STORE_RETRY, parts.random), stopping.signal);
      }
    }
  }

  const over = Promise.all(webhooks.map(tell));
  return {
    async close() {
      stopping.abort();
      await over;
    },
  };
}

/** Queues a bounded part of what changed. Its place in the record moves behind what is queued. @returns whether there was any */
export async function collect(
  { changes, queue, log }: Pick<TellingParts, "changes" | "queue" | "log">,
  webhook: Webhook,
): Promise<boolean> {
  const consumer = `webhook ${webhook.name}`;
  let position = await changes.position(consumer);
  if (position === undefined) {
    position = await changes.begin(consumer);
    log.info({ webhook: webhook.name }, "A webhook is told of what changes from now on.");
  }
  if ((await queue.waiting(webhook.name)) >= MOST_WAITING) return false;
  const read = await changes.read(position, CHANGES_AT_ONCE);
  const last = read.at(-1);
  if (last === undefined) return false;
  await queue.add(
    webhook,
    read.filter((change): change is DocumentChange => change.kind !== "list"),
  );
  await changes.advance(consumer, last.position);
  return true;
}

/** Tells some of what is due. @returns whether there was any */
export async function tellDue(
  parts: Pick<TellingParts, "post" | "clock" | "random" | "log"> & {
    readonly queue: Pick<WebhookQueue, "claim" | "settle">;
  },
  webhook: Webhook,
  signal: AbortSignal,
): Promise<boolean> {
  const { queue, log } = parts;
  const due = await queue.claim(webhook, AT_ONCE, LEASE_MILLISECONDS);
  const results = await Promise.all(
    due.map(async (delivery) => {
      const result = await tellOne(parts, webhook, delivery, signal);
      // What a stop interrupted is told again when its lease is over.
      if (result !== undefined) await queue.settle(delivery.id, result);
      return result;
    }),
  );
  for (const result of results) {
    if (result?.outcome !== "failed") continue;
    log.warn(
      { webhook: webhook.name, status: result.status, trouble: result.trouble },
      result.again === null
        ? "A webhook was not told, and is not tried again by itself: see npx footnote webhooks."
        : "A webhook was not told; it is tried again.",
    );
    // Once for what was told together.
    break;
  }
  return due.length > 0;
}

async function tellOne(
  { post, clock, random }: Pick<TellingParts, "post" | "clock" | "random">,
  { url, secret, allowInternal }: Webhook,
  delivery: WebhookDelivery,
  signal: AbortSignal,
): Promise<WebhookResult | undefined> {
  const body = messageOf(delivery);
  if (body === undefined) return { outcome: "withheld" };
  const { id, attempts } = delivery;
  const timestamp = Math.floor(clock.now().getTime() / 1_000);
  const again = (wait = 0) =>
    attempts >= MOST_ATTEMPTS
      ? null
      : Math.min(RETRY.cap, Math.max(wait, fullJitter(attempts, RETRY, random)));
  try {
    const { status, retryAfter } = await post(url, body, {
      allowInternal,
      signal,
      headers: {
        "User-Agent": "Footnote",
        "webhook-id": id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": signatureOf(secret, { id, timestamp, body }),
      },
    });
    if (status >= 200 && status < 300) return { outcome: "delivered", status };
    const trouble = `It answered ${status}.`;
    return { outcome: "failed", status, trouble, again: status === GONE ? null : again(retryAfter) };
  } catch (error) {
    if (signal.aborted) return undefined;
    const { message, retryable } = asFootnoteError(error);
    return { outcome: "failed", status: null, trouble: message, again: retryable ? again() : null };
  }
}
