import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { deleteFile, fetchOriginal, originalPath } from "../../api/files.ts";
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
  readonly file: FileToDelete;
  onClose(): void;
  onDeleted(): void;
}

/** Asks before a file is deleted, and says what goes with it. */
export function DeleteDialog({ file, onClose, onDeleted }: DeleteDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const isKept = canBeKept(file.size);

  useLayoutEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);

  const confirm = async () => {
    setBusy(true);
    setTrouble(null);
    try {
      // Before it is gone. A file that cannot be fetched may be deleted all the same.
      const content = isKept ? await fetchOriginal(file.document).catch(() => null) : null;
      await deleteFile(file.bucket, file.key);
      noteUndoable({ what: "deleted", bucket: file.bucket, key: file.key, content });
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
      <h2 id="delete-title">Delete this file?</h2>
      <p class="path">
        <FileName name={`${file.bucket}/${file.key}`} />
      </p>
      <p>
        It is deleted from its folder, for everybody. At once nothing of it is found any more: all its
        versions and what happened to it are forgotten, and answers that cite it end.
      </p>
      <p class="quiet">
        {isKept
          ? "As long as this page stays open you can take that back; its history begins anew then."
          : "It is too large to be taken back here: download it first if you may need it."}{" "}
        <a href={originalPath(file.document)} download>
          Download the original
        </a>
      </p>
      {trouble && <TroubleNotice trouble={trouble} />}
      <p class="dialog-actions">
        <button type="button" onClick={onClose}>
          Keep it
        </button>
        <button type="button" class="danger" disabled={busy} onClick={() => void confirm()}>
          Delete
        </button>
      </p>
    </dialog>
  );
}
