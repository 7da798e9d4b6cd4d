import { readlink } from "node:fs/promises";
import { dirname, isAbsolute, join, parse, relative, sep } from "node:path";

/** As many as Linux follows before it gives up. */
const MOST_LINKS = 40;

/**
 * Which keys the links of a folder lead over, other links and folders on the way included, so that a change
 * of any of these is one of the link too.
 *
 * @example with "latest.md" → "new/guide.md" and "new" → "2026" it is dependent on "new", "2026", "2026/guide.md"
 */
export class Links {
  readonly #root: string;
  /** By link what it leads over, and the other way round. */
  readonly #passed = new Map<string, Set<string>>();
  readonly #dependents = new Map<string, Set<string>>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Looks anew where it leads. */
  async trace(link: string): Promise<void> {
    const passed = await this.#follow(link);
    this.forget(link);
    this.#passed.set(link, passed);
    for (const key of passed) this.#dependents.set(key, (this.#dependents.get(key) ?? new Set()).add(link));
  }

  forget(link: string): void {
    for (const key of this.#passed.get(link) ?? []) {
      const dependents = this.#dependents.get(key);
      dependents?.delete(link);
      if (dependents?.size === 0) this.#dependents.delete(key);
    }
    this.#passed.delete(link);
  }

  /** The links that lead over the key. */
  dependents(key: string): string[] {
    return [...(this.#dependents.get(key) ?? [])];
  }

  /** Step by step as the system resolves it, since `realpath` tells only the end, and nothing of what is missing. */
  async #follow(link: string): Promise<Set<string>> {
    const passed = new Set<string>();
    let path = this.#root;
    let steps = link.split("/");
    for (let links = 0; links <= MOST_LINKS; ) {
      const [step, ...further] = steps;
      if (step === undefined) break;
      steps = further;
      if (step === "" || step === ".") continue;
      if (step === "..") {
        path = dirname(path);
        continue;
      }
      const next = join(path, step);
      const key = relative(this.#root, next).split(sep).join("/");
      if (key !== link) passed.add(key);
      const target = await readlink(next).catch(() => undefined);
      if (target === undefined) {
        path = next;
        continue;
      }
      links++;
      if (isAbsolute(target)) path = parse(target).root;
      steps = [...target.split(sep), ...further];
    }
    return passed;
  }
}
