import { readlink } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";

/** Which links of a folder lead to which of its keys, so that a change of a file is one of every link to it too. */
export class Links {
  readonly #root: string;
  readonly #targets = new Map<string, string>();
  readonly #sources = new Map<string, Set<string>>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Reads the link anew; forgets it where it is none any more. */
  async update(key: string, isLink: boolean): Promise<void> {
    this.forget(key);
    if (!isLink) return;
    const path = resolve(this.#root, key);
    const target = await readlink(path).catch(() => undefined);
    if (target === undefined) return;
    const targetKey = relative(this.#root, resolve(dirname(path), target))
      .split(sep)
      .join("/");
    this.#targets.set(key, targetKey);
    const sources = this.#sources.get(targetKey) ?? new Set();
    this.#sources.set(targetKey, sources.add(key));
  }

  forget(key: string): void {
    const target = this.#targets.get(key);
    if (target === undefined) return;
    this.#targets.delete(key);
    const sources = this.#sources.get(target);
    sources?.delete(key);
    if (sources?.size === 0) this.#sources.delete(target);
  }

  /** The key and every link that leads to it, over other links too. */
  leadingTo(key: string): Set<string> {
    const found = new Set([key]);
    for (const reached of found) for (const source of this.#sources.get(reached) ?? []) found.add(source);
    return found;
  }
}
