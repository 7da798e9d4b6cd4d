import type { Status } from "@footnote/contracts";
import { styled } from "./styles.ts";
import { countOf } from "./words.ts";

/**
 * How many documents are answerable, and how many need a person, in one line.
 * @param where what to look at, for those that do
 * @example "249 of 258 documents answerable, 9 need you: http://localhost:8080/documents"
 */
export function sumUp({ live, queued, failed, dead, skipped }: Status["documents"], where: string): string {
  const all = live + queued + failed + dead;
  const answerable = `${live} of ${countOf(all, "document")} answerable`;
  const waiting = [
    ...(queued > 0 ? [`${queued} waiting`] : []),
    ...(failed > 0 ? [`${failed} tried again`] : []),
    ...(skipped > 0 ? [`${skipped} skipped (nothing to read)`] : []),
  ];
  const needs = dead > 0 ? [`${dead} ${dead === 1 ? "needs" : "need"} you: ${where}`] : [];
  const isWell = live === all;
  return [
    styled(isWell ? "good" : "bold", answerable),
    ...waiting,
    ...needs.map((text) => styled("warning", text)),
  ].join(", ");
}
