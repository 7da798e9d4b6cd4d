import type { TargetedEvent } from "preact";
import { useState } from "preact/hooks";
import { ACCEPTED, READABLE } from "./formats.ts";
import { addFiles } from "./uploads.ts";
import { useFileDrop } from "./use-file-drop.ts";

interface AddFilesProps {
  readonly buckets: readonly string[];
  /** Buckets and their folders, as BUCKET and BUCKET/PATH. */
  readonly areas: readonly string[];
  /** Where the list looks, as one of these; empty for everywhere. */
  readonly within: string;
}

/** Takes files that are dropped anywhere on the page or chosen, into a folder of a bucket. */
export function AddFiles({ buckets, areas, within }: AddFilesProps) {
  const [shownBucket = "", ...shownFolder] = within.split("/");
  const [chosenBucket, setBucket] = useState<string | null>(null);
  const [chosenFolder, setFolder] = useState<string | null>(null);
  const [foldersRefused, setFoldersRefused] = useState(false);
  // What is being looked at, until somebody chooses.
  const bucket = chosenBucket ?? (buckets.includes(shownBucket) ? shownBucket : buckets[0]);
  const folder = chosenFolder ?? (bucket === shownBucket ? shownFolder.join("/") : "");
  const add = (files: readonly File[]) => bucket && addFiles(bucket, trimmed(folder), files);
  const over = useFileDrop((files, folders) => {
    setFoldersRefused(folders > 0);
    add(files);
  });

  if (!bucket) return <p class="quiet">No bucket is watched, so files cannot be added here.</p>;
  const choose = (event: TargetedEvent<HTMLInputElement>) => {
    setFoldersRefused(false);
    add([...(event.currentTarget.files ?? [])]);
    // So that the same file can be chosen again after a change.
    event.currentTarget.value = "";
  };
  const folders = areas
    .filter((area) => area.startsWith(`${bucket}/`))
    .map((area) => area.slice(bucket.length + 1));
  return (
    <section class={over ? "add-files over" : "add-files"} aria-label="Add files">
      <p class="add-files-line">
        <label class="file-button">
          <input class="visually-hidden" type="file" multiple accept={ACCEPTED} onChange={choose} />
          Choose files
        </label>
        <span class="drop-hint">or drop them on this page, to add them to</span>
        {buckets.length > 1 ? (
          <select
            aria-label="Bucket"
            value={bucket}
            onChange={(event) => {
              setBucket(event.currentTarget.value);
              setFolder("");
            }}
          >
            {buckets.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        ) : (
          <strong>{bucket}</strong>
        )}
        <span aria-hidden="true">/</span>
        <input
          type="text"
          aria-label="Folder"
          placeholder="folder (may be new)"
          list="folders"
          maxLength={500}
          value={folder}
          onInput={(event) => setFolder(event.currentTarget.value)}
        />
        <datalist id="folders">
          {folders.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </p>
      <p class="quiet">{READABLE}. You are asked before a file is replaced.</p>
      {foldersRefused && (
        <p class="reason" role="alert">
          Folders cannot be dropped here: open them and drop the files in them.
        </p>
      )}
    </section>
  );
}

/** Without what would make it another path: the service refuses all else that is none. */
function trimmed(folder: string): string {
  return folder.trim().replace(/^\/+|\/+$/g, "");
}
