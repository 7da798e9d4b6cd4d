import type { DocumentOrder } from "@footnote/contracts";
import type { Filter } from "../../api/documents.ts";
import { stateFrom } from "./states.ts";

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

/** Whether more is asked for than a state. */
export function isNarrowed({ find, within, format, leftOut, days }: Filter): boolean {
  return find !== "" || within !== "" || format !== "" || leftOut || days > 0;
}

/** Whether what documents say can be looked through for it: a passage knows no state, kind and date of its file. */
export function asksOnlyForWords({ find, state, format, leftOut, days }: Filter): boolean {
  return find !== "" && state === undefined && format === "" && !leftOut && days === 0;
}
