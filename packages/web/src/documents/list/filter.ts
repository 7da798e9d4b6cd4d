import type { DocumentOrder } from "@footnote/contracts";
import type { Filter } from "../../api/documents.ts";
import { stateFrom } from "./states.ts";

export const ORDERS: Readonly<Record<DocumentOrder, string>> = {
  newest: "newest first",
  oldest: "oldest first",
  name: "by name",
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
    order: order === "name" || order === "oldest" ? order : "newest",
  };
}

/** @example "/documents?state=dead&find=travel" */
export function filterPath({ state, find, within, format, leftOut, order }: Filter): string {
  const query = new URLSearchParams();
  if (state) query.set("state", state);
  if (find) query.set("find", find);
  if (within) query.set("within", within);
  if (format) query.set("format", format);
  if (leftOut) query.set("leftOut", "true");
  if (order !== "newest") query.set("order", order);
  return query.size > 0 ? `/documents?${query}` : "/documents";
}

/** Whether more is asked for than a state. */
export function isNarrowed({ find, within, format, leftOut }: Filter): boolean {
  return find !== "" || within !== "" || format !== "" || leftOut;
}
