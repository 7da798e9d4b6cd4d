import { FootnoteError, showName, type WebhookRecord, type WebhookState } from "@footnote/contracts";
import { type Command, Option } from "commander";
import { momentOf } from "../as-of.ts";
import { getJson, postJson } from "../client.ts";
import { type CommonOptions, command, commandGroup, type Surroundings } from "../command.ts";
import { withClient } from "../with-client.ts";
import { countOf } from "../words.ts";

const LISTED = 100;

interface DeliveriesOptions extends CommonOptions {
  readonly state?: string;
}

interface ReplayOptions extends CommonOptions {
  readonly failed?: true;
  readonly since?: string;
  readonly id?: string;
}

/** Who is told of what changes: how each is doing, what it was told, and telling it again. */
export function webhooksCommand(surroundings: Surroundings): Command {
  return commandGroup(
    "webhooks",
    "see what endpoints were told of documents, and tell them again",
    "npx footnote webhooks status",
  )
    .addCommand(statusCommand(surroundings))
    .addCommand(deliveriesCommand(surroundings))
    .addCommand(replayCommand(surroundings));
}

function statusCommand({ configurationOf }: Surroundings): Command {
  return command(
    "status",
    "show each endpoint and how much it was told",
    "npx footnote webhooks status",
  ).action((options: CommonOptions) =>
    withClient(
      configurationOf(options),
      options.json,
      (client) => getJson<{ webhooks: WebhookState[] }>(client, "/api/webhooks"),
      ({ webhooks }) =>
        webhooks.length === 0
          ? "There are no webhooks: see webhooks in docs/operations.md."
          : webhooks.map(printState).join("\n"),
    ),
  );
}

function deliveriesCommand({ configurationOf }: Surroundings): Command {
  return command(
    "deliveries",
    "show what an endpoint was told last",
    "npx footnote webhooks deliveries portal --state failed",
  )
    .argument("<name>", "the webhook's name")
    .addOption(
      new Option("--state <state>", "only those").choices(["waiting", "delivered", "failed", "withheld"]),
    )
    .action((name: string, { state, ...options }: DeliveriesOptions) => {
      const query = new URLSearchParams({ limit: String(LISTED), ...(state && { state }) });
      return withClient(
        configurationOf(options),
        options.json,
        (client) =>
          getJson<{ deliveries: WebhookRecord[]; next: string | null }>(
            client,
            `/api/webhooks/${encodeURIComponent(name)}/deliveries?${query}`,
          ),
        ({ deliveries, next }) =>
          [
            ...(deliveries.length === 0 ? ["Nothing like that."] : deliveries.map(printDelivery)),
            ...(next === null ? [] : [`There are more than these ${LISTED}.`]),
          ].join("\n"),
      );
    });
}

function replayCommand({ configurationOf }: Surroundings): Command {
  return command(
    "replay",
    "tell an endpoint once more: what failed, what came to be since a moment, or one delivery",
    "npx footnote webhooks replay portal --since yesterday",
  )
    .argument("<name>", "the webhook's name")
    .option("--failed", "what was given up")
    .option("--since <moment>", "what came to be since then: an instant, a day, or today")
    .option("--id <delivery>", "one, by its id")
    .action((name: string, { failed, since, id, ...options }: ReplayOptions) => {
      const which = [
        ...(failed ? [{ failed: true }] : []),
        ...(since === undefined ? [] : [{ since: beginningOf(since) }]),
        ...(id === undefined ? [] : [{ id }]),
      ];
      const [asked, another] = which;
      if (asked === undefined || another !== undefined) {
        throw new FootnoteError("request_invalid", "It is not said which are to be told again.", {
          action: "Give one of --failed, --since and --id.",
        });
      }
      return withClient(
        configurationOf(options),
        options.json,
        (client) =>
          postJson<{ replayed: number }>(client, `/api/webhooks/${encodeURIComponent(name)}/replay`, asked),
        ({ replayed }) =>
          replayed === 0
            ? "Nothing is like that; what still waits is told in any case."
            : `${countOf(replayed, "delivery", "deliveries")} told again.`,
      );
    });
}

/** Of a day its beginning; else what was written. */
function beginningOf(since: string): string {
  const end = momentOf(since) ?? since;
  if (end === since) return since;
  const day = new Date(end);
  day.setHours(0, 0, 0, 0);
  return day.toISOString();
}

function printState({
  name,
  url,
  events,
  buckets,
  waiting,
  delivered,
  failed,
  withheld,
}: WebhookState): string {
  return [
    `${name}: ${showName(url)}`,
    `   ${events.join(", ")} in ${buckets === null ? "all buckets" : buckets.join(", ")}`,
    `   ${delivered} delivered, ${waiting} waiting, ${failed} failed${withheld === 0 ? "" : `, ${withheld} withheld`}`,
  ].join("\n");
}

function printDelivery({
  id,
  event,
  document,
  at,
  state,
  status,
  trouble,
  attempts,
  dueAt,
}: WebhookRecord): string {
  const answer = trouble ?? (status === null ? "" : `It answered ${status}.`);
  return [
    `${at} ${event} ${document}`,
    `   ${state} after ${countOf(attempts, "try", "tries")}${answer === "" ? "" : `: ${showName(answer)}`}${dueAt === null ? "" : ` Next try: ${dueAt}`}`,
    `   id ${id}`,
  ].join("\n");
}
