export type { Answer } from "./answer.ts";
export { queryApp } from "./app.ts";
export type { QueryParts } from "./parts.ts";
