import type { Freshness } from "@footnote/contracts";

export const PERCENTILES: readonly { readonly name: keyof Freshness; readonly meaning: string }[] = [
  { name: "p50", meaning: "half took no longer" },
  { name: "p95", meaning: "95 % took no longer" },
  { name: "p99", meaning: "99 % took no longer" },
];
