import { putFile } from "../../api/files.ts";
import type { Trouble } from "../../api/trouble.ts";
import { troubleOf } from "../../api/trouble.ts";
import { createStore } from "../../app/store.ts";

/** A file that was deleted or replaced on this page. */
export interface Undoable {
  readonly id: number;
  readonly what: "deleted" | "replaced";
  readonly bucket: string;
  readonly key: string;
  /** What it held; null where that was too much to keep. */
  readonly content: Blob | null;
  readonly phase: "done" | "undoing" | "undone";
  readonly trouble: Trouble | null;
}

/** Kept by this page alone, until it is left: the service forgets at once what was deleted. */
const MOST_BYTES = 64_000_000;

/** Newest first. */
export const undoables = createStore<readonly Undoable[]>([]);

let lastId = 0;

/** Whether all these files can be kept for an undo. Of one that is yet to be read the size is not known, and most are small. */
export function canBeKept(files: readonly { readonly size: number | null }[]): boolean {
  return files.reduce((sum, { size }) => sum + (size ?? 0), 0) <= MOST_BYTES;
}

export function noteUndoable(change: Pick<Undoable, "what" | "bucket" | "key" | "content">): void {
  let kept = 0;
  const all: Undoable[] = [{ ...change, id: ++lastId, phase: "done", trouble: null }, ...undoables.get()];
  // Of what is too much in all the oldest goes first.
  undoables.set(
    all.map((one) => {
      kept += one.content?.size ?? 0;
      return kept <= MOST_BYTES ? one : { ...one, content: null };
    }),
  );
}

/** Puts back what the file held before. */
export async function undo({ id, bucket, key, content }: Undoable): Promise<void> {
  if (content === null) return;
  update(id, { phase: "undoing", trouble: null });
  try {
    await putFile({ bucket, key, content, replace: true });
    update(id, { phase: "undone", content: null });
  } catch (error) {
    update(id, { phase: "done", trouble: troubleOf(error) });
  }
}

export function forgetUndoable(id: number): void {
  undoables.set(undoables.get().filter((one) => one.id !== id));
}

function update(id: number, part: Partial<Undoable>): void {
  undoables.set(undoables.get().map((one) => (one.id === id ? { ...one, ...part } : one)));
}
