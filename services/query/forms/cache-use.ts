import type { Context } from "hono";
import type { CacheUse } from "../question-path.ts";

/**
 * How the request wants answers that were given before: by its Cache-Control, which means what it means everywhere (RFC 9111),
 * or by `cache: false` in its body.
 */
export function cacheUseOf(context: Context, isWanted = true): CacheUse {
  const directives = (context.req.header("cache-control") ?? "").toLowerCase().split(/\s*,\s*/);
  if (!isWanted || directives.includes("no-store")) return "none";
  return directives.includes("no-cache") || directives.includes("max-age=0") ? "renew" : "use";
}
