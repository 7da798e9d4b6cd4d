import { realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import type { BucketConfiguration } from "./schema.ts";

/**
 * Each bucket has a name of its own and objects of its own. Buckets that share files would answer with every passage twice, and a bucket that holds the data directory
 * would watch its own index. Folders are compared by where they really lie, links resolved.
 */
export function bucketProblems(buckets: readonly BucketConfiguration[], data: string): string[] {
  const problems: string[] = [];
  const names = new Set<string>();
  for (const { name } of buckets) {
    if (names.has(name)) problems.push(`buckets names ${name} twice`);
    names.add(name);
  }
  const urls: { name: string; url: string }[] = [];
  for (const { name, url } of buckets) {
    if (url === undefined) continue;
    const whole = url.endsWith("/") ? url : `${url}/`;
    for (const other of urls)
      if (whole.startsWith(other.url) || other.url.startsWith(whole))
        problems.push(`buckets ${other.name} and ${name} share objects: ${other.url} and ${whole}`);
    urls.push({ name, url: whole });
  }
  const seen: { name: string; folder: string; real: string }[] = [];
  const realData = realFolder(data);
  for (const { name, folder } of buckets) {
    if (folder === undefined) continue;
    const real = realFolder(folder);
    for (const other of seen) {
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
