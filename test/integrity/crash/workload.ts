import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Random } from "../simulation/random.ts";
import type { Child } from "./child.ts";
import { shuffled } from "./shuffle.ts";

/** More than two of the store's batches, so that kills fall between them; the others fit into one. */
const LARGE_SECTIONS = 140;
export const LARGE = "large.md";
/** A PDF that is none: a dead letter from the first day on. */
export const SICK = "sick.pdf";
const NOTES = 4;

function document(key: string, revision: number, sections: number): string {
  const parts = Array.from(
    { length: sections },
    (_, section) =>
      // Every third section stays as it was, so that some vectors are there already.
      `## Part ${section}\n\nRevision ${section % 3 === 0 ? 0 : revision} of ${key}, part ${section}: ${"the tide comes and goes. ".repeat(4)}`,
  );
  return `# ${key}\n\n${parts.join("\n\n")}\n`;
}

/** A folder that people work in: what lies there is known here at every moment. */
export class Workload {
  readonly files = new Map<string, string>();
  /** Keys whose upload, and keys whose deletion, was acknowledged by a process. */
  readonly uploaded = new Set<string>();
  readonly deleted = new Set<string>();
  /** Keys whose content the last edit left alone. */
  unchanged: readonly string[] = [];
  readonly #folder: string;
  readonly #random: Random;
  #revision = 0;
  readonly #earlier = new Map<string, string[]>();

  constructor(folder: string, random: Random) {
    this.#folder = folder;
    this.#random = random;
  }

  async begin(): Promise<void> {
    await this.#write(LARGE, document(LARGE, 0, LARGE_SECTIONS));
    for (let note = 0; note < NOTES; note++) await this.#write(`notes/${note}.md`, document(`${note}`, 0, 3));
    for (const key of ["new/0.md", "moved/0.md", "broken/0.md"]) await this.#write(key, document(key, 0, 3));
    await this.#write("broken/1.md", "");
    await this.#write(SICK, "This is no PDF.");
  }

  /**
   * One of everything, in an order of its own each time: new content, earlier content, a file touched, created, deleted,
   * renamed, broken, mended, uploaded, and a replay of what stays dead. `process` may die at any moment: what it can no
   * longer be asked for is done in the folder.
   */
  async edit(process: Child): Promise<void> {
    const revision = ++this.#revision;
    const key = (prefix: string) => [...this.files.keys()].find((one) => one.startsWith(prefix)) ?? "";
    const notes = shuffled(
      Array.from({ length: NOTES }, (_, note) => `notes/${note}.md`),
      this.#random,
    );
    const [fresh, reverted, touched] = notes;
    this.unchanged = notes.slice(2);
    const [broken, mended] =
      revision % 2 === 0 ? ["broken/1.md", "broken/0.md"] : ["broken/0.md", "broken/1.md"];
    const [old, moved] = [key("new/"), key("moved/")];
    const text = this.files.get(moved) ?? "";
    const changes: (() => Promise<void>)[] = [
      () => (this.#random.chance(0.5) ? this.editLarge() : this.#revert(LARGE)),
      () => this.#write(fresh ?? "", document(fresh ?? "", revision, 3)),
      () => this.#revert(reverted ?? ""),
      () => this.#write(touched ?? "", this.files.get(touched ?? "") ?? ""),
      () => this.#upload(process, `new/${revision}.md`, document(`${revision}`, revision, 2)),
      () => this.#delete(process, old),
      async () => {
        await rename(join(this.#folder, moved), join(this.#folder, `moved/${revision}.md`));
        this.files.delete(moved);
        this.files.set(`moved/${revision}.md`, text);
      },
      () => this.#write(broken ?? "", ""),
      () => this.#write(mended ?? "", document(mended ?? "", revision, 3)),
      () => process.tell({ do: "replay", key: SICK }).then(ignore, ignore),
    ];
    for (const change of shuffled(changes, this.#random)) await change();
  }

  editLarge(): Promise<void> {
    return this.#write(LARGE, document(LARGE, ++this.#revision, LARGE_SECTIONS));
  }

  /** What lay there before the last change, or something new where nothing did. */
  async #revert(key: string): Promise<void> {
    const now = this.files.get(key);
    const before = this.#earlier.get(key)?.filter((text) => text !== now) ?? [];
    const text = this.#random.pick(before.slice(-2));
    await this.#write(key, text ?? document(key, this.#revision, key === LARGE ? LARGE_SECTIONS : 3));
  }

  async #upload(process: Child, key: string, text: string): Promise<void> {
    const isAcknowledged = await process.tell({ do: "put", key, text }).then(
      () => true,
      () => false,
    );
    if (isAcknowledged) {
      this.uploaded.add(key);
      this.files.set(key, text);
    } else await this.#write(key, text);
  }

  async #delete(process: Child, key: string): Promise<void> {
    const isAcknowledged = await process.tell({ do: "delete", key }).then(
      () => true,
      () => false,
    );
    if (isAcknowledged) this.deleted.add(key);
    await rm(join(this.#folder, key), { force: true });
    this.files.delete(key);
    this.uploaded.delete(key);
  }

  /** Under a name that is not seen first: no process ever reads half of it. */
  async #write(key: string, text: string): Promise<void> {
    const path = join(this.#folder, key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.tmp`, text);
    await rename(`${path}.tmp`, path);
    this.files.set(key, text);
    const earlier = this.#earlier.get(key) ?? [];
    this.#earlier.set(key, [...earlier, text].slice(-4));
  }

  /** The folder itself, against what is said to lie there. */
  async mustBeAsWritten(): Promise<void> {
    for (const [key, text] of this.files)
      if ((await readFile(join(this.#folder, key), "utf8")) !== text)
        throw new Error(`${key} is not as written.`);
  }
}

function ignore(): void {}
