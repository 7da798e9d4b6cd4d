import { variantName } from "../../runs/manifest.ts";
import type { FinishedRun } from "../../runs/run-folder.ts";

/** @example "handbook, legs=hybrid" */
export function nameOf({ manifest }: FinishedRun): string {
  return `${manifest.suite.name}, ${variantName(manifest.variant)}`;
}
