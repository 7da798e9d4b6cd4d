import { type Freshness, type Pipeline, type PipelineProgress, showName } from "@footnote/contracts";

/** @example duration(0.42) // "0.42 s"; duration(4000) // "67 min" */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 100 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

/** @example "p50 0.60 s, p95 0.64 s, p99 0.65 s" */
export function percentiles({ p50, p95, p99 }: Freshness): string {
  return Object.entries({ p50, p95, p99 })
    .map(([name, seconds]) => `${name} ${seconds === null ? "-" : duration(seconds)}`)
    .join(", ");
}

/** A document by the name that people know it by, on one line whatever its file is called. */
export function nameOf({ bucket, key }: { readonly bucket: string; readonly key: string }): string {
  return showName(`${bucket}/${key}`);
}

/** @example countOf(1, "document") // "1 document"; countOf(3, "document") // "3 documents" */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/**
 * All that makes it another pipeline, so that no two of them read alike.
 * @example "structure (maxTokens 240), all-MiniLM-L6-v2-int8; parser 8, chunker 2, analyzer 2; text in pictures: eng"
 */
export function describePipeline({ description }: Pipeline): string {
  const { parser, chunker, analyzer, model } = description;
  const sizes = Object.entries(chunker.parameters).map(([name, value]) => `${name} ${value}`);
  return [
    `${chunker.strategy} (${sizes.sort().join(", ")}), ${model}`,
    `parser ${parser.version}, chunker ${chunker.version}, analyzer ${analyzer.version}`,
    ...(parser.recognition === undefined ? [] : [`text in pictures: ${parser.recognition}`]),
  ].join("; ");
}

/** @example "12 of 40 documents ready, 1 failed" */
export function progressOf({ documents, staged, failed }: PipelineProgress): string {
  return `${staged} of ${countOf(documents, "document")} ready${failed > 0 ? `, ${failed} failed` : ""}`;
}
