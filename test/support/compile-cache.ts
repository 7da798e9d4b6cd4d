import { join } from "node:path";

/**
 * For processes that tests start: what Node made of each module is kept by its content, which saves each of them half of its
 * start. One that is not let into the folder goes on without.
 */
export const COMPILE_CACHE = {
  NODE_COMPILE_CACHE: join(import.meta.dirname, "../../node_modules/.cache/compiled"),
};
