import type { DocumentFilter } from "@footnote/client";
import type { DocumentOrder, DocumentState } from "@footnote/contracts";
import { stateFrom } from "./states.ts";

/** Which documents are listed, as people choose it. */
export interface Filter {
  readonly state: DocumentState | undefined;
  readonly find: string;
  /** BUCKET or BUCKET/PATH; empty for everywhere. */
  readonly within: string;
  /** Empty for all. */
  readonly format: string;
  /** Only those of which something was left out. */
  readonly leftOut: boolean;
  /** Only what was changed in the last so many days; 0 for whenever. */
  readonly days: number;
  readonly order: DocumentOrder;
}

export const ORDERS: Readonly<Record<DocumentOrder, string>> = {
  newest: "newest first",
  oldest: "oldest first",
  name: "by name",
};

/** By how many days that is. */
export const CHANGED: Readonly<Record<number, string>> = {
  0: "any time",
  1: "in the last 24 hours",
  7: "in the last 7 days",
  30: "in the last 30 days",
  365: "in the last year",
};

/** What an address asks for; what it names and is none is left out. */
export function filterOf({ searchParams }: URL): Filter {
  const order = searchParams.get("order");
  return {
    state: stateFrom(searchParams.get("state")),
    find: (searchParams.get("find") ?? "").slice(0, 200),
    within: searchParams.get("within") ?? "",
    format: searchParams.get("format") ?? "",
    leftOut: searchParams.get("leftOut") === "true",
    days: Number(searchParams.get("days")) in CHANGED ? Number(searchParams.get("days")) : 0,
    order: order === "name" || order === "oldest" ? order : "newest",
  };
}

/** @example "/documents?state=dead&find=travel" */
export function filterPath({ state, find, within, format, leftOut, days, order }: Filter): string {
  const query = new URLSearchParams();
  if (state) query.set("state", state);
  if (find) query.set("find", find);
  if (within) query.set("within", within);
  if (format) query.set("format", format);
  if (leftOut) query.set("leftOut", "true");
  if (days > 0) query.set("days", String(days));
  if (order !== "newest") query.set("order", order);
  return query.size > 0 ? `/documents?${query}` : "/documents";
}

const DAY_MILLISECONDS = 24 * 60 * 60_000;

/** As the service is asked for them. */
export function askedFor({ find, days, ...filter }: Filter): DocumentFilter {
  const changedSince = days > 0 ? new Date(Date.now() - days * DAY_MILLISECONDS).toISOString() : undefined;
  return { ...filter, find: find.trim(), changedSince };
}

/** Whether more is asked for than a state. */
export function isNarrowed({ find, within, format, leftOut, days }: Filter): boolean {
  return find !== "" || within !== "" || format !== "" || leftOut || days > 0;
}

/** Whether what documents say can be looked through for it: a passage knows no state, kind and date of its file. */
export function asksOnlyForWords({ find, state, format, leftOut, days }: Filter): boolean {
  return find !== "" && state === undefined && format === "" && !leftOut && days === 0;
}
