import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** What node_modules takes on disk, package by package. Fails where that is more than is promised. */
const MODULES = join(import.meta.dirname, "../../node_modules");
const MOST_MEGABYTES = 900;
const NAMED = 15;
const BLOCK_BYTES = 512;
const MEGABYTE = 1024 ** 2;

const packages = readdirSync(MODULES).flatMap((name) =>
  name.startsWith("@") ? readdirSync(join(MODULES, name)).map((below) => `${name}/${below}`) : [name],
);
/** A file that has two names is there once. */
const counted = new Set<string>();
const sizes = packages
  .map((name) => ({ name, bytes: sizeOf(join(MODULES, name)) }))
  .sort((one, other) => other.bytes - one.bytes);
const all = sizes.reduce((sum, { bytes }) => sum + bytes, 0);

for (const { name, bytes } of sizes.slice(0, NAMED)) console.log(`${megabytes(bytes)}  ${name}`);
console.log(`${megabytes(all)}  all ${sizes.length} packages; at most ${MOST_MEGABYTES} MB are promised`);
if (all > MOST_MEGABYTES * MEGABYTE) process.exitCode = 1;

function sizeOf(path: string): number {
  const stat = lstatSync(path);
  const file = `${stat.dev} ${stat.ino}`;
  if (counted.has(file)) return 0;
  counted.add(file);
  const own = stat.blocks * BLOCK_BYTES;
  if (!stat.isDirectory()) return own;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), own);
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / MEGABYTE)} MB`.padStart(8);
}
