import type { Status } from "@footnote/contracts";

export function printStatus({ documents, problems, freshness }: Status): string {
  const { live, queued, failed, dead } = documents;
  const lines = [`${live} live, ${queued} queued, ${failed} failed and tried again, ${dead} dead`];
  if (freshness.p50 !== null) {
    const seconds = (value: number | null) => `${(value ?? 0).toFixed(1)} s`;
    lines.push(
      `written to answerable: p50 ${seconds(freshness.p50)}, p95 ${seconds(freshness.p95)}, p99 ${seconds(freshness.p99)}`,
    );
  }
  for (const { bucket, key, state, reason } of problems) lines.push(`${state}: ${bucket}/${key}: ${reason}`);
  return lines.join("\n");
}
