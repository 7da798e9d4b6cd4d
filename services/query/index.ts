export { openQueryService, type QueryService } from "./app.ts";
export type { QueryParts } from "./parts.ts";
