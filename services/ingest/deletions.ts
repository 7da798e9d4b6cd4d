import {
  type Bucket,
  CANARY_KEY,
  type ChangeIntake,
  type Inventory,
  type KnownObject,
} from "@footnote/contracts";
import { enoughFor, judgeDeletion } from "./absence.ts";
import type { IngestParts } from "./parts.ts";

/** Deletions within such a time are one: a folder is deleted file by file. */
const WINDOW_MILLISECONDS = 60_000;

/** Whether it is answered from. The canary is nobody's document. */
export function isAnswered({ key, version }: KnownObject): boolean {
  return version !== null && key !== CANARY_KEY;
}

type DeletionParts = Pick<IngestParts, "tenant" | "clock" | "log" | "deletions"> & {
  readonly catalogue: ChangeIntake & Inventory;
};

/** Documents that are gone from their bucket and answered from all the same. */
export interface WaitingDeletion {
  readonly documents: number;
  /** Of so many. */
  readonly answerable: number;
  readonly since: Date;
  /** Undefined where only a person can say that they were deleted. */
  readonly until: Date | undefined;
}

/**
 * Lets a bucket's documents go as they are deleted, and holds back what looks like an accident: see absence.ts. What is
 * held back is found again by every comparison, so nothing of it needs to be remembered but since when it waits.
 */
export class Deletions {
  readonly #bucket: Bucket;
  readonly #parts: DeletionParts;
  readonly #onHeldBack: () => void;
  /** What was deleted in the last minute. */
  readonly #recent = new Set<{ readonly at: number; readonly documents: number }>();
  #waiting: (WaitingDeletion & { readonly sinceElapsed: number }) | undefined;

  /** @param onHeldBack called when the whole bucket has to be compared, to see what is gone from it */
  constructor(bucket: Bucket, parts: DeletionParts, onHeldBack: () => void) {
    this.#bucket = bucket;
    this.#parts = parts;
    this.#onHeldBack = onHeldBack;
  }

  get waiting(): WaitingDeletion | undefined {
    return this.#waiting;
  }

  /** How many may go at once before anyone looks closer. */
  get usual(): number {
    return this.#parts.deletions.documents;
  }

  /** How long until what waits may be confirmed by a second look; undefined where nothing waits for one. */
  get dueMilliseconds(): number | undefined {
    if (this.#waiting?.until === undefined) return undefined;
    const waited = this.#parts.clock.elapsed() - this.#waiting.sinceElapsed;
    return Math.max(0, this.#parts.deletions.waitSeconds * 1000 - waited);
  }

  /** Keys at which nothing lies any more: what was known of them is taken out of every read, or held back. */
  async withdraw(keys: readonly string[]): Promise<void> {
    const { catalogue, tenant } = this.#parts;
    const known = await catalogue.known(tenant, this.#bucket.name, keys);
    if (!(await this.#mayGo(known.filter(isAnswered).length))) return;
    for (const { key } of known) await catalogue.withdraw(tenant, this.#bucket.name, key);
  }

  /** One document that is answered from was met and is gone: nobody saw how, so a comparison has to judge. */
  leaveToComparison(): void {
    if (this.#waiting === undefined) this.#onHeldBack();
  }

  async #mayGo(documents: number): Promise<boolean> {
    if (documents === 0) return true;
    const { deletions } = this.#parts;
    const before = this.#deletedLately();
    const gone = before + documents + (this.#waiting?.documents ?? 0);
    const answerable = before + (await this.#countAnswerable(enoughFor(gone, deletions)));
    const vanished = { answerable, gone, isEmpty: await isEmpty(this.#bucket), waitedSeconds: 0 };
    if (judgeDeletion(vanished, deletions) === "delete") {
      this.#note(documents);
      return true;
    }
    this.#onHeldBack();
    return false;
  }

  /** Judges what a comparison found gone of what is answered from. True: it is to be withdrawn. */
  async judge(found: { readonly gone: number; readonly isEmpty: boolean }): Promise<boolean> {
    const { deletions, clock, log } = this.#parts;
    const before = this.#deletedLately();
    const waited = this.#waiting === undefined ? 0 : clock.elapsed() - this.#waiting.sinceElapsed;
    const gone = before + found.gone;
    const judged = async (most: number) => {
      const answerable = before + (await this.#countAnswerable(most));
      const vanished = { answerable, gone, isEmpty: found.isEmpty, waitedSeconds: waited / 1000 };
      return { answerable, verdict: judgeDeletion(vanished, deletions) };
    };
    if (found.gone === 0 || (await judged(enoughFor(gone, deletions))).verdict === "delete") {
      // What waited was no accident, so it does not make the next deletion one.
      if (this.#waiting === undefined) this.#note(found.gone);
      this.#waiting = undefined;
      return true;
    }
    // Only now need it be known exactly, for people to read.
    const { answerable, verdict } = await judged(Number.MAX_SAFE_INTEGER);
    const { since, sinceElapsed } = this.#waiting ?? { since: clock.now(), sinceElapsed: clock.elapsed() };
    const until = new Date(since.getTime() + deletions.waitSeconds * 1000);
    const isNews = this.#waiting?.documents !== found.gone;
    this.#waiting = {
      documents: found.gone,
      answerable,
      since,
      sinceElapsed,
      until: verdict === "person" ? undefined : until,
    };
    if (isNews)
      log.warn(
        { bucket: this.#bucket.name, gone: found.gone, answerable, until: this.#waiting.until },
        "So many documents are gone from the bucket at once that they are not withdrawn yet.",
      );
    return false;
  }

  /** A person says that what is gone was deleted. */
  confirm(): void {
    this.#waiting = undefined;
    this.#recent.clear();
  }

  #note(documents: number): void {
    this.#recent.add({ at: this.#parts.clock.elapsed(), documents });
  }

  #deletedLately(): number {
    const from = this.#parts.clock.elapsed() - WINDOW_MILLISECONDS;
    let documents = 0;
    for (const deleted of this.#recent) {
      if (deleted.at < from) this.#recent.delete(deleted);
      else documents += deleted.documents;
    }
    return documents;
  }

  #countAnswerable(most: number): Promise<number> {
    return this.#parts.catalogue.countAnswerable(this.#parts.tenant, this.#bucket.name, most);
  }
}

async function isEmpty(bucket: Bucket): Promise<boolean> {
  for await (const { key } of bucket.list()) if (key !== CANARY_KEY) return false;
  return true;
}
