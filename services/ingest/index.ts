export { type IngestService, openIngest } from "./ingest.ts";
