import type { TargetedEvent } from "preact";
import { useState } from "preact/hooks";
import { ACCEPTED, READABLE } from "./formats.ts";
import { addFiles } from "./uploads.ts";
import { useFileDrop } from "./use-file-drop.ts";

/** Takes files that are dropped anywhere on the page or chosen, into a bucket. */
export function AddFiles({ buckets }: { buckets: readonly string[] }) {
  const [bucket, setBucket] = useState(buckets[0]);
  const [foldersRefused, setFoldersRefused] = useState(false);
  const over = useFileDrop((files, folders) => {
    setFoldersRefused(folders > 0);
    if (bucket) addFiles(bucket, files);
  });

  if (!bucket) return <p class="quiet">No bucket is watched, so files cannot be added here.</p>;
  const choose = (event: TargetedEvent<HTMLInputElement>) => {
    setFoldersRefused(false);
    addFiles(bucket, [...(event.currentTarget.files ?? [])]);
    // So that the same file can be chosen again after a change.
    event.currentTarget.value = "";
  };
  return (
    <section class={over ? "add-files over" : "add-files"} aria-label="Add files">
      <p>
        <label class="file-button">
          <input class="visually-hidden" type="file" multiple accept={ACCEPTED} onChange={choose} />
          Choose files
        </label>
        <span class="drop-hint"> or drop them on this page, to add them to </span>
        {buckets.length > 1 ? (
          <select
            aria-label="Bucket"
            value={bucket}
            onChange={(event: TargetedEvent<HTMLSelectElement>) => setBucket(event.currentTarget.value)}
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
      </p>
      <p class="quiet">{READABLE}. A file of the same name is replaced.</p>
      {foldersRefused && (
        <p class="reason" role="alert">
          Folders cannot be dropped here: open them and drop the files in them.
        </p>
      )}
    </section>
  );
}
