import type { Place } from "@footnote/contracts";
import { historyPath } from "../app/paths.ts";
import { FileName } from "../format/file-name.tsx";

/** Where else a file lies, each with what happened to it there. */
export function PlaceList({ places }: { places: readonly Place[] }) {
  return (
    <ul class="place-list">
      {places.map(({ document, bucket, key }) => (
        <li key={document}>
          <a class="path" href={historyPath(document)}>
            <FileName name={`${bucket}/${key}`} />
          </a>
        </li>
      ))}
    </ul>
  );
}
