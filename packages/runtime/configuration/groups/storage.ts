import { z } from "zod";
import { baseUrl, section, text } from "./values.ts";

/** Parts that a password might have run into, had it not been encoded, are refused: they would be shown. */
const databaseUrl = (() => {
  const message =
    "must be an address such as postgres://user:password@host:5432/database, with what is no letter or digit in the password percent-encoded";
  return z.string(message).refine((text) => {
    const url = URL.parse(text);
    if (url === null || !["postgres:", "postgresql:"].includes(url.protocol)) return false;
    const isWhole = url.hostname !== "" && url.username !== "" && /^\/[^/@]+$/.test(url.pathname);
    return isWhole && url.hash === "" && !url.search.includes("@") && isEncoded(url);
  }, message);
})();

function isEncoded({ username, password, pathname }: URL): boolean {
  try {
    for (const part of [username, password, pathname]) decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

/** Without it the index lies in `data`, for one process alone. */
export const database = section({ url: databaseUrl });

const COLLECTION = "must be 1 to 63 letters or digits, and begin with a capital";

export const weaviate = section({
  url: baseUrl,
  // The same host at port 50051 where it is not set.
  grpcUrl: baseUrl.optional(),
  apiKey: text("must be the key itself, not empty").optional(),
  // What several Footnotes on one Weaviate are told apart by.
  collection: z
    .string(COLLECTION)
    .regex(/^[A-Z][A-Za-z0-9]{0,62}$/, COLLECTION)
    .default("Footnote"),
});

/** An index beside the store's own, which is searched in its place. */
export const index = section({ weaviate: weaviate.optional() });
