import { take } from "./take.ts";

/**
 * Native code escapes everything that is refused here, so a process loads none, or exactly the files that its command line
 * names (`--allow-addons` alone would let it load any file that it may read).
 */
export function allowOnlyAddons(files: readonly string[]): void {
  const { dlopen } = process;
  take(process, "dlopen");
  if (files.length === 0) return;
  throw new Error(String(dlopen));
}
