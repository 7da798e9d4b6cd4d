import type { Configuration } from "@footnote/runtime";

const HOUR_MILLISECONDS = 60 * 60_000;

/** How long answers are kept, by the settings. */
export function keepingRules({ cache, buckets }: Pick<Configuration, "cache" | "buckets">) {
  return {
    milliseconds: cache.hours * HOUR_MILLISECONDS,
    byBucket: new Map(
      buckets.flatMap(({ name, cacheHours }) =>
        cacheHours === undefined ? [] : [[name, cacheHours * HOUR_MILLISECONDS] as const],
      ),
    ),
  };
}
