export { openPgliteStore } from "./pglite/open.ts";
