import type { Place } from "@footnote/contracts";
import { historyPath } from "../api/documents.ts";

/** Where else a file lies, each with what happened to it there. */
export function PlaceList({ places }: { places: readonly Place[] }) {
  return (
    <ul class="place-list">
      {places.map(({ document, bucket, key }) => (
        <li key={document}>
          <a class="path" href={historyPath(document)}>
            {bucket}/{key}
          </a>
        </li>
      ))}
    </ul>
  );
}
