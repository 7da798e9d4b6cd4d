import { type BigIntStats, type FSWatcher, watch } from "node:fs";
import { lstat, opendir } from "node:fs/promises";
import { basename, join, sep } from "node:path";
import { asFootnoteError, FootnoteError } from "@footnote/contracts";
import { isIgnored } from "../ignored.ts";
import { errorCode, folderMissing, isMissing, unreadable } from "./failure.ts";
import { childOf, nameOf, parentOf } from "./key.ts";
import { Links } from "./links.ts";

interface WatchedFolder {
  /** Tells a folder from another that took its name; empty when it must be read anew in any case. */
  identity: string;
  readonly watcher: FSWatcher | undefined;
  /** Of everything in it, folders too: what must be reported when the folder goes away. */
  readonly names: Set<string>;
}

/** There one watcher covers a whole tree; elsewhere (Linux) every folder has its own. */
const WATCHES_TREES = process.platform === "darwin" || process.platform === "win32";
const RETURN_POLL_MILLISECONDS = 1_000;

/**
 * Reports the key of every file that may have changed. An event of the system is only a reason to look at a name:
 * what is there then decides, so order, repeats and coalescing of events do not matter. (chokidar 6 drops the
 * events of a file that is replaced by a folder of its name, or a folder by a file.)
 *
 * Every folder is watched before it is read, so what comes later is an event and what came earlier is read.
 */
export class FolderWatch {
  readonly #root: string;
  readonly #onKey: (key: string) => void;
  readonly #onError: (error: FootnoteError) => void;
  readonly #folders = new Map<string, WatchedFolder>();
  readonly #links: Links;
  /** Keys to look at. */
  readonly #pending = new Set<string>();
  #working: Promise<void> | undefined;
  #reporting = false;
  #closed = false;
  #limitReported = false;
  #returnTimer: NodeJS.Timeout | undefined;

  constructor(root: string, onKey: (key: string) => void, onError: (error: FootnoteError) => void) {
    this.#root = root;
    this.#onKey = onKey;
    this.#onError = onError;
    this.#links = new Links(root);
  }

  /** Resolves when every folder is watched. What is there already is not reported. */
  async start(): Promise<void> {
    this.#working = this.#look("");
    await this.#working;
    this.#reporting = true;
    this.#working = undefined;
    this.#work();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#returnTimer);
    await this.#working;
    for (const { watcher } of this.#folders.values()) watcher?.close();
    this.#folders.clear();
  }

  #later(key: string): void {
    this.#pending.add(key);
    if (this.#reporting) this.#work();
  }

  /** One look at a time: each sees what the one before it made of the folders. */
  #work(): void {
    if (this.#working !== undefined || this.#closed) return;
    this.#working = (async () => {
      for (const key of this.#pending) {
        if (this.#closed) return;
        this.#pending.delete(key);
        await this.#look(key).catch((error) => this.#onError(asFootnoteError(error)));
      }
    })().finally(() => {
      this.#working = undefined;
      if (this.#pending.size > 0) this.#work();
    });
  }

  /**
   * Brings what is known of a name up to what is there, then reports it: also where nothing is, or a folder, since
   * whoever looked at the key may have seen a file that came and went between two of our looks.
   */
  async #look(key: string): Promise<void> {
    if (isIgnored(key) && key !== "") return;
    if (key === "" || this.#folders.has(parentOf(key))) await this.#update(key);
    else await this.#look(parentOf(key));
    await this.#report(key);
  }

  async #update(key: string): Promise<void> {
    let stat: BigIntStats | undefined;
    try {
      stat = await lstat(join(this.#root, key), { bigint: true });
    } catch (error) {
      // Whoever looks at the key learns why.
      if (!isMissing(error)) return;
    }
    const folder = this.#folders.get(key);
    if (folder !== undefined && stat?.isDirectory() && folder.identity === identityOf(stat)) return;

    const left = folder === undefined ? [] : this.#leave(key, folder);
    if (stat?.isSymbolicLink()) await this.#links.trace(key);
    else this.#links.forget(key);
    if (key !== "") {
      const names = this.#folders.get(parentOf(key))?.names;
      if (stat === undefined) names?.delete(nameOf(key));
      else names?.add(nameOf(key));
    }
    if (stat?.isDirectory()) await this.#enter(key, stat);
    else if (key === "") this.#waitForReturn();
    for (const gone of left) await this.#report(gone);
  }

  async #enter(key: string, stat: BigIntStats): Promise<void> {
    if (key === "") this.#returnTimer = undefined;
    const names = new Set<string>();
    const folder = { identity: identityOf(stat), watcher: this.#subscribe(key), names };
    this.#folders.set(key, folder);
    try {
      for await (const entry of await opendir(join(this.#root, key))) {
        if (this.#closed) return;
        const child = childOf(key, entry.name);
        if (!entry.isFile()) {
          await this.#look(child);
        } else if (!isIgnored(child)) {
          names.add(entry.name);
          await this.#report(child);
        }
      }
    } catch (error) {
      // One that is gone has an event of its own. Whoever looks at the key of another learns why it cannot be read.
      if (isMissing(error)) return;
      folder.identity = "";
      if (key === "") throw unreadable(this.#root, error);
    }
  }

  /** Forgets a folder that is gone, or no longer the same one. Returns the keys known in it. */
  #leave(key: string, folder: WatchedFolder): string[] {
    this.#folders.delete(key);
    folder.watcher?.close();
    const left: string[] = [];
    const folders = [{ key, names: folder.names }];
    for (const { key: above, names } of folders) {
      for (const name of names) {
        const child = childOf(above, name);
        left.push(child);
        this.#links.forget(child);
        const below = this.#folders.get(child);
        if (below === undefined) continue;
        this.#folders.delete(child);
        below.watcher?.close();
        folders.push({ key: child, names: below.names });
      }
    }
    return left;
  }

  #subscribe(key: string): FSWatcher | undefined {
    if (WATCHES_TREES && key !== "") return undefined;
    const path = join(this.#root, key);
    try {
      const watcher = watch(path, { recursive: WATCHES_TREES }, (_event, name) => {
        if (name === null) return this.#lookAnew(key);
        this.#later(childOf(key, name.split(sep).join("/")));
        // So Linux says that the folder itself was moved or deleted.
        if (name === basename(path)) this.#later(key);
      });
      watcher.on("error", (error) => {
        this.#failWatching(key, error);
        this.#lookAnew(key);
      });
      return watcher;
    } catch (error) {
      this.#failWatching(key, error);
      return undefined;
    }
  }

  #lookAnew(key: string): void {
    const folder = this.#folders.get(key);
    if (folder !== undefined) folder.identity = "";
    this.#later(key);
  }

  async #report(key: string): Promise<void> {
    if (key === "") return;
    this.#tell(key);
    for (const link of this.#links.dependents(key)) {
      await this.#links.trace(link);
      this.#tell(link);
    }
  }

  #tell(key: string): void {
    if (this.#reporting && !this.#closed) this.#onKey(key);
  }

  /** A folder that is gone has an event of its own, and one that may not be read is reported when it is read. */
  #failWatching(key: string, error: unknown): void {
    const code = errorCode(error) ?? "";
    if (this.#closed || isMissing(error) || code === "EACCES" || code === "EPERM") return;
    if (!["ENOSPC", "EMFILE", "ENFILE"].includes(code)) {
      this.#onError(unreadable(join(this.#root, key), error));
    } else if (!this.#limitReported) {
      // Once: every further folder would say the same.
      this.#limitReported = true;
      this.#onError(watchLimit(this.#root, code, error));
    }
  }

  /** Nothing tells that a folder is there again, so it is looked for. */
  #waitForReturn(): void {
    if (!this.#reporting) throw folderMissing(this.#root);
    if (this.#returnTimer === undefined) this.#onError(folderMissing(this.#root));
    clearTimeout(this.#returnTimer);
    this.#returnTimer = setTimeout(() => this.#later(""), RETURN_POLL_MILLISECONDS);
  }
}

/** Inode numbers are soon used again; the time of birth tells such folders apart. */
function identityOf(stat: BigIntStats): string {
  return `${stat.dev}:${stat.ino}:${stat.birthtimeNs}`;
}

function watchLimit(root: string, code: string, cause: unknown): FootnoteError {
  const action =
    code === "ENOSPC"
      ? "Raise the limit: sudo sysctl fs.inotify.max_user_watches=1048576"
      : "Raise the limits: ulimit -n 65536, and sudo sysctl fs.inotify.max_user_instances=1024";
  return new FootnoteError(
    "unavailable",
    `${root} has more folders than this system lets a program watch; changes there are only found by listing it.`,
    { action: `${action}; then start Footnote again.`, cause },
  );
}
