import type { DocumentChange } from "./change-log.ts";
import type { Reader } from "./reader.ts";

/** A new version can be asked about; somebody has to do something before a document can be read in. */
export const WEBHOOK_EVENTS = ["document.answerable", "document.needs_attention"] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** Of what an endpoint is told. */
export interface WebhookSubscription {
  readonly name: string;
  readonly events: readonly WebhookEvent[];
  /** Undefined for all. */
  readonly buckets: readonly string[] | undefined;
  /** Whoever reads there: it is told of nothing that this reader may not read when it is told. */
  readonly reader: Reader;
}

/** What is to be told, as it is read when it is told. */
export interface WebhookDelivery {
  readonly id: string;
  readonly event: WebhookEvent;
  readonly document: string;
  /** The version that is answerable, or the code of what is wrong. */
  readonly subject: string;
  readonly at: Date;
  /** This one included, counted from 1. */
  readonly attempts: number;
  /** Undefined where the document is gone, or is none of the reader's. */
  readonly about:
    | {
        readonly bucket: string;
        readonly key: string;
        /** Of the version; null where that is not kept any more, and for what is wrong. */
        readonly title: string | null;
        /** In words for people; null where it is not wrong any more. */
        readonly reason: string | null;
      }
    | undefined;
}

export type WebhookOutcome = "delivered" | "failed" | "withheld";

/** What became of a try. */
export type WebhookResult =
  | { readonly outcome: "delivered"; readonly status: number }
  | { readonly outcome: "withheld" }
  | {
      readonly outcome: "failed";
      /** What was answered; null where nothing was. */
      readonly status: number | null;
      readonly trouble: string;
      /** Milliseconds until it is tried again; null: it is not. */
      readonly again: number | null;
    };

/** What was told or is to be, without what it was about: that is for those who may read it. */
export interface WebhookRecord {
  readonly id: string;
  readonly event: WebhookEvent;
  readonly document: string;
  readonly subject: string;
  /** When it came to be, as an ISO 8601 instant. */
  readonly at: string;
  readonly attempts: number;
  /** waiting: it is tried, or tried again. withheld: the document was gone, or none of the endpoint's. */
  readonly state: "waiting" | WebhookOutcome;
  readonly status: number | null;
  readonly trouble: string | null;
  /** When it is tried next; null where it is not. */
  readonly dueAt: string | null;
}

export interface WebhookCounts {
  readonly waiting: number;
  readonly delivered: number;
  readonly failed: number;
  readonly withheld: number;
}

/** Which of the endpoint's deliveries are told once more. */
export type WebhookReplay = { readonly id: string } | { readonly since: Date } | { readonly failed: true };

/** What waits to be told to each endpoint, in the store, so that a process that is killed forgets nothing of it. */
export interface WebhookQueue {
  /** Queues what these changes tell the endpoint; what it was queued for before is left as it is. */
  add(subscription: WebhookSubscription, changes: readonly DocumentChange[]): Promise<void>;
  /** How much waits. */
  waiting(endpoint: string): Promise<number>;
  /** Some of what is due, oldest first, which nobody else is given for so long. */
  claim(
    subscription: WebhookSubscription,
    limit: number,
    leaseMilliseconds: number,
  ): Promise<WebhookDelivery[]>;
  settle(id: string, result: WebhookResult): Promise<void>;
  /** Newest first. @param before the id that a page ended with */
  list(
    endpoint: string,
    page: {
      readonly state: WebhookRecord["state"] | undefined;
      readonly before: string | undefined;
      readonly limit: number;
    },
  ): Promise<{ readonly deliveries: WebhookRecord[]; readonly next: string | null }>;
  counts(endpoint: string): Promise<WebhookCounts>;
  /** How many are told again. */
  replay(endpoint: string, which: WebhookReplay): Promise<number>;
}

/** An endpoint as its people see it. */
export interface WebhookState extends WebhookCounts {
  readonly name: string;
  /** Without what may be secret in it. */
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  /** Null for all. */
  readonly buckets: readonly string[] | null;
}

/**
 * What those who run this see of the endpoints and have told again. Each call is for a reader, who sees the endpoints that are told of
 * nothing but what this reader may read: of others, how much they were told would tell what is not this reader's to know.
 */
export interface WebhookOperations {
  states(reader: Reader): Promise<WebhookState[]>;
  /** @throws FootnoteError not_found */
  deliveries(
    reader: Reader,
    endpoint: string,
    page: Parameters<WebhookQueue["list"]>[1],
  ): ReturnType<WebhookQueue["list"]>;
  /** @throws FootnoteError not_found */
  replay(reader: Reader, endpoint: string, which: WebhookReplay): Promise<number>;
}
