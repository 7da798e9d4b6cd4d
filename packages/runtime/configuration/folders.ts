import { realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import type { BucketConfiguration } from "./schema.ts";

/**
 * Buckets that share files would answer with every passage twice, and a bucket that holds the data directory
 * would watch its own index. Folders are compared by where they really lie, links resolved.
 */
export function folderProblems(buckets: readonly BucketConfiguration[], data: string): string[] {
  const problems: string[] = [];
  const seen: { name: string; folder: string; real: string }[] = [];
  const realData = realFolder(data);
  for (const { name, folder } of buckets) {
    const real = realFolder(folder);
    for (const other of seen) {
      if (other.name === name) problems.push(`buckets names ${name} twice`);
      if (contains(real, other.real) || contains(other.real, real))
        problems.push(`buckets ${other.name} and ${name} share files: ${other.folder} and ${folder}`);
    }
    if (contains(real, realData))
      problems.push(
        `bucket ${name} (${folder}) holds the data directory ${data}: set data to a folder outside it`,
      );
    seen.push({ name, folder, real });
  }
  return problems;
}

function contains(outer: string, inner: string): boolean {
  const path = relative(outer, inner);
  return path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

/** Of what exists; the rest of the path as written, since a folder may be made later. */
function realFolder(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realFolder(parent), basename(path));
  }
}
