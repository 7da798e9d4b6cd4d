import { useEffect } from "preact/hooks";
import { useStore } from "../../app/store.ts";
import { FileName } from "../../format/file-name.tsx";
import { forgetUndoable, type Undoable, undo, undoables } from "./undo.ts";

/** What was deleted or replaced here, each to be taken back. */
export function UndoList({ onUndone }: { onUndone(): void }) {
  const changes = useStore(undoables);
  const undone = changes.filter(({ phase }) => phase === "undone").length;
  const deleted = changes.filter(
    ({ what, phase, content }) => what === "deleted" && phase === "done" && content !== null,
  );
  useEffect(() => {
    if (undone > 0) onUndone();
  }, [undone, onUndone]);
  return (
    <div role="status" class={changes.length === 0 ? undefined : "undo-list"}>
      {deleted.length > 1 && (
        <p>
          <button type="button" onClick={() => void undoAll(deleted)}>
            Put all {deleted.length} deleted files back
          </button>
        </p>
      )}
      {changes.map((change) => (
        <div key={change.id} class="notice">
          <p>
            <FileName name={`${change.bucket}/${change.key}`} /> {WORDS[change.phase][change.what]}
          </p>
          {change.trouble && (
            <p class="reason">
              {change.trouble.what} {change.trouble.action}
            </p>
          )}
          <UndoActions change={change} />
        </div>
      ))}
    </div>
  );
}

/** One after the other: the service takes so many uploads at once, and people see how far it is. */
async function undoAll(changes: readonly Undoable[]): Promise<void> {
  for (const change of changes) await undo(change);
}

function UndoActions({ change }: { change: Undoable }) {
  return (
    <p class="row-actions">
      {change.phase !== "undone" &&
        (change.content === null ? (
          <span class="quiet">It cannot be taken back here.</span>
        ) : (
          <button type="button" disabled={change.phase === "undoing"} onClick={() => void undo(change)}>
            Undo
          </button>
        ))}
      <button type="button" class="as-link" onClick={() => forgetUndoable(change.id)}>
        Dismiss
      </button>
    </p>
  );
}

const WORDS: Readonly<Record<Undoable["phase"], Readonly<Record<Undoable["what"], string>>>> = {
  done: { deleted: "was deleted.", replaced: "was replaced." },
  undoing: { deleted: "is put back…", replaced: "is put back…" },
  undone: {
    deleted: "is back, and is read once more. What happened to it before is forgotten.",
    replaced: "is as it was before, and is read once more.",
  },
};
