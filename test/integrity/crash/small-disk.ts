import { execFileSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

/** A new index takes 39 MB, and 32 MB are its reserve: room for what a test writes, and not much besides. */
const MEGABYTES = 160;

/** A file system of its own, so that filling it to the last block hurts nobody else. */
export class SmallDisk {
  readonly #directory: string;

  /** @throws where this account may mount none: the test then fails, since nothing else would show what it promises */
  constructor(directory: string) {
    this.#directory = directory;
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${MEGABYTES}m`, "none", directory]);
  }

  fill(): void {
    const file = openSync(this.#filler, "w");
    const block = Buffer.alloc(4_096);
    try {
      for (;;) writeSync(file, block);
    } catch {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.#filler);
  }

  remove(): void {
    execFileSync("umount", ["--lazy", this.#directory]);
  }

  get #filler(): string {
    return join(this.#directory, "filler");
  }
}
