export { queryApp } from "./app.ts";
export type { QueryParts } from "./parts.ts";
