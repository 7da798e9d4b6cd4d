export { feedIndex } from "./following/feed-index.ts";
export { openIndexOperations } from "./following/operations.ts";
export { foreseeDrift } from "./foresee-drift.ts";
export { type IngestService, openIngest } from "./ingest.ts";
export type { IngestParts, PipelineParts, WatchedBucket } from "./parts.ts";
export { chunkTokens, PARENT_TOKENS, pipelineFactory } from "./pipeline-factory.ts";
export { openReader } from "./reading/reader.ts";
