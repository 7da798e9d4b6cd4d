import type { Asked } from "./conversation.ts";

/** Where a question and its answer are shown. @example "/?q=When+is+lunch%3F&in=handbook%2Fpeople" */
export function address({ question, asOf, within, after }: Asked): string {
  const query = new URLSearchParams({ q: question });
  if (asOf !== null) query.set("asof", asOf);
  for (const area of within) query.append("in", area);
  if (after !== null) query.set("after", after);
  return `/?${query}`;
}
