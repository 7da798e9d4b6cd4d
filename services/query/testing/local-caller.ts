import type { Caller } from "@footnote/contracts";
import { Hono } from "hono";
import { type Identified, identifying } from "../caller.ts";

/** Whoever reaches an embedded Footnote. */
export const LOCAL: Caller = {
  subject: "local",
  scopes: ["read", "write", "operate"],
  reader: { tenant: "one", principals: ["everyone"] },
};

/** The routes as the service has them, asked by this caller. */
export function askedBy(caller: Caller, routes: Hono<Identified>): Hono<Identified> {
  return new Hono<Identified>().use(identifying(() => caller)).route("/", routes);
}
