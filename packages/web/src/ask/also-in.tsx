import type { Place } from "@footnote/contracts";
import { documentPath } from "../app/paths.ts";
import { FileName } from "../format/file-name.tsx";

const SHOWN = 4;

/** The other documents that hold the same passage. */
export function AlsoIn({ document, places }: { document: string; places: readonly Place[] }) {
  const others = places.filter((place) => place.document !== document);
  if (others.length === 0) return null;
  return (
    <p class="facts also-in">
      also in{" "}
      {others.slice(0, SHOWN).map((place) => (
        <span key={place.document}>
          <a class="path" href={documentPath({ document: place.document })}>
            <FileName name={`${place.bucket}/${place.key}`} />
          </a>
        </span>
      ))}
      {others.length > SHOWN && <span>{others.length - SHOWN} more</span>}
    </p>
  );
}
