import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Takes out of node_modules what no system of this kind loads: 381 of 1,237 MB. Runs after each `npm ci`; what is gone already
 * is no fault. Their packages stay, so that npm finds everything where its lock file says.
 */
const MODULES = join(import.meta.dirname, "../../node_modules");

/** Builds of the runtime for other systems and processors. */
const BUILDS = join(MODULES, "onnxruntime-node/bin/napi-v6");
for (const platform of foldersIn(BUILDS))
  for (const processor of foldersIn(join(BUILDS, platform)))
    if (platform !== process.platform || processor !== process.arch)
      rmSync(join(BUILDS, platform, processor), { recursive: true });

/** The runtime for browsers: transformers.js asks for it in a browser alone. */
rmSync(join(MODULES, "onnxruntime-web/dist"), { recursive: true, force: true });

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
}
