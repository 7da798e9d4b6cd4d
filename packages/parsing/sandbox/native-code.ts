import { realpathSync } from "node:fs";
import { refuse } from "./take.ts";

/**
 * Lets this thread load these native addons and no others: Node's `--allow-addons` would let it load any file that it may
 * read. What is loaded is bound by nothing here but the system's own limits, so name only what a format cannot do without.
 * @param files absolute paths; none: no native code at all
 */
export function allowOnlyAddons(files: readonly string[]): void {
  const allowed = new Set(files.map((file) => realpathSync(file)));
  const { dlopen } = process;
  Object.defineProperty(process, "dlopen", {
    value: (module: object, file: string, ...flags: number[]) =>
      allowed.has(realpathSync(file)) ? Reflect.apply(dlopen, process, [module, file, ...flags]) : refuse(),
    writable: false,
    configurable: false,
  });
}
