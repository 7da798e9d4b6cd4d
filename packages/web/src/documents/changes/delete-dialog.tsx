import { originalPath } from "@footnote/client";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { fetchOriginal } from "../../api/files.ts";
import { footnote } from "../../api/footnote.ts";
import type { Trouble } from "../../api/trouble.ts";
import { troubleOf } from "../../api/trouble.ts";
import { TroubleNotice } from "../../app/trouble-notice.tsx";
import { FileName } from "../../format/file-name.tsx";
import { canBeKept, noteUndoable } from "./undo.ts";

export interface FileToDelete {
  readonly document: string;
  readonly bucket: string;
  readonly key: string;
  /** Bytes; null where that is not known. */
  readonly size: number | null;
}

interface DeleteDialogProps {
  /** At least one. */
  readonly files: readonly FileToDelete[];
  onClose(): void;
  onDeleted(): void;
}

/** Of more the first are named. */
const NAMED = 5;

/** Asks before files are deleted, and says what goes with them. */
export function DeleteDialog({ files, onClose, onDeleted }: DeleteDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  /** Of a try that ended halfway. */
  const gone = useRef(new Set<string>());
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  /** Said that a file cannot be kept for putting it back: who goes on all the same wants it gone. */
  const [isUnkept, setUnkept] = useState(false);
  const isOne = files.length === 1;
  const areKept = canBeKept(files);

  useLayoutEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);

  const keep = (document: string) =>
    fetchOriginal(document).catch((error) => {
      setUnkept(true);
      throw error;
    });

  const confirm = async () => {
    setBusy(true);
    setTrouble(null);
    try {
      // One after the other: of those before one that fails it is known what became of them.
      for (const { document, bucket, key } of files.filter((file) => !gone.current.has(file.document))) {
        // Before it is gone.
        const content = areKept && !isUnkept ? await keep(document) : null;
        await footnote.delete(bucket, key);
        gone.current.add(document);
        noteUndoable({ what: "deleted", bucket, key, content });
      }
      onDeleted();
    } catch (error) {
      setTrouble(troubleOf(error));
      setBusy(false);
    }
  };

  return (
    <dialog
      class="question-dialog"
      ref={dialog}
      aria-labelledby="delete-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id="delete-title">{isOne ? "Delete this file?" : `Delete these ${files.length} files?`}</h2>
      <ul class="named">
        {files.slice(0, NAMED).map(({ document, bucket, key }) => (
          <li key={document} class="path">
            <FileName name={`${bucket}/${key}`} />
          </li>
        ))}
        {files.length > NAMED && <li class="quiet">and {files.length - NAMED} more</li>}
      </ul>
      <p>
        {isOne
          ? "It is deleted from its folder, for everybody. At once nothing of it is found any more: all its versions and what happened to it are forgotten, and answers that cite it end."
          : "They are deleted from their folders, for everybody. At once nothing of them is found any more: all their versions and what happened to them are forgotten, and answers that cite them end."}
      </p>
      <p class="quiet">
        {areKept
          ? `As long as this page stays open you can take that back; ${isOne ? "its history begins" : "their histories begin"} anew then.`
          : `${isOne ? "It is" : "They are"} too large to be taken back here: download ${isOne ? "it" : "them"} first if you may need ${isOne ? "it" : "them"}.`}{" "}
        {isOne && (
          <a href={originalPath(files[0]?.document ?? "")} download>
            Download the original
          </a>
        )}
      </p>
      {trouble && (
        <TroubleNotice trouble={trouble}>
          {isUnkept && <p>So it could not be put back later.</p>}
        </TroubleNotice>
      )}
      <p class="dialog-actions">
        <button type="button" onClick={onClose}>
          {isOne ? "Keep it" : "Keep them"}
        </button>
        <button type="button" class="danger" disabled={busy} onClick={() => void confirm()}>
          {isUnkept ? "Delete all the same" : "Delete"}
        </button>
      </p>
    </dialog>
  );
}
