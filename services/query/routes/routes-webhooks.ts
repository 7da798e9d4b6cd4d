import { Hono } from "hono";
import { z } from "zod";
import { check, readBody, readQuery } from "../bounds/read-body.ts";
import { type Identified, readerOf } from "../caller.ts";
import { limitSchema } from "../forms/fields.ts";
import type { QueryParts } from "../parts.ts";

const DELIVERY = z.uuid("must be the id of a delivery");
export const deliveriesQuery = z.strictObject({
  state: z
    .enum(["waiting", "delivered", "failed", "withheld"], "must be waiting, delivered, failed or withheld")
    .optional(),
  before: DELIVERY.optional(),
  limit: limitSchema.default(30),
});
export const replayDeliveriesBody = z.union(
  [
    z.strictObject({ id: DELIVERY }),
    z.strictObject({
      since: z.iso.datetime({ offset: true, error: "must be an instant, such as 2026-03-01T12:00:00Z" }),
    }),
    z.strictObject({ failed: z.literal(true) }),
  ],
  'must be one of {"id": …}, {"since": …} and {"failed": true}',
);

const nameOf = (name: string | undefined) => check(z.string().max(63), name, "The webhook");

/** Webhooks: how each is doing, what it was told, and what it is to be told again. */
export function webhookRoutes({ webhooks }: QueryParts): Hono<Identified> {
  return new Hono<Identified>()
    .get("/api/webhooks", async (context) => {
      const reader = readerOf(context, "operate");
      return context.json({ webhooks: await webhooks.states(reader) });
    })
    .get("/api/webhooks/:name/deliveries", async (context) => {
      const reader = readerOf(context, "operate");
      const { state, before, limit } = readQuery(context, deliveriesQuery);
      const name = nameOf(context.req.param("name"));
      return context.json(await webhooks.deliveries(reader, name, { state, before, limit }));
    })
    .post("/api/webhooks/:name/replay", async (context) => {
      const asked = await readBody(context, replayDeliveriesBody);
      const reader = readerOf(context, "operate");
      const which = "since" in asked ? { since: new Date(asked.since) } : asked;
      const name = nameOf(context.req.param("name"));
      return context.json({ replayed: await webhooks.replay(reader, name, which) });
    });
}
