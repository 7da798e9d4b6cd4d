import { WEBHOOK_EVENTS } from "@footnote/contracts";
import { z } from "zod";
import { choice, name, section, text } from "./values.ts";

/** Who is told when a document can be asked about, or needs somebody. */
export const webhookSchema = section({
  name,
  url: z.url({ protocol: /^https?$/, error: "must be a URL that begins with https://" }).refine((url) => {
    const parsed = URL.parse(url);
    return parsed === null || (parsed.username === "" && parsed.password === "");
  }, "must not hold a password: what is sent is signed with the secret"),
  secret: z
    .string("must be whsec_ and 24 to 64 random bytes as base64: openssl rand -base64 32")
    .refine((secret) => {
      const [, key] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
      const bytes = key === undefined ? 0 : Buffer.from(key, "base64").length;
      return bytes >= 24 && bytes <= 64;
    }, "must be whsec_ and 24 to 64 random bytes as base64: openssl rand -base64 32"),
  events: z
    .array(choice(WEBHOOK_EVENTS), `must be a list of ${WEBHOOK_EVENTS.join(" and ")}`)
    .min(1, "must name at least one event")
    .default([...WEBHOOK_EVENTS]),
  // All where none are named.
  buckets: z.array(name, "must be a list of buckets").min(1, "must name at least one bucket").optional(),
  // Whoever reads there: what these may not read it is not told of.
  principals: z
    .array(text("must be the name of a group or person"), "must be a list of groups or people")
    .min(1, "must name at least one group or person")
    .default(["everyone"]),
  // Whether it may lie on this machine or in its networks, and be asked without TLS.
  allowInternal: z.boolean("must be true or false").default(false),
}).refine(({ url, allowInternal }) => allowInternal || url.startsWith("https:"), {
  path: ["url"],
  error: "must begin with https://, unless allowInternal is true",
});
