export { type IngestService, openIngest } from "./ingest.ts";
export type { IngestParts, PipelineParts, WatchedBucket } from "./parts.ts";
