import type { Citation } from "@footnote/contracts";
import { useCallback } from "preact/hooks";
import { footnote } from "../api/footnote.ts";
import { useFetched } from "../app/use-fetched.ts";
import { formatName } from "../documents/upload/formats.ts";
import { FileName } from "../format/file-name.tsx";
import { formatDate } from "../format/instant.ts";

/** Of a document that is cited: where it lies, what it is, how old, and whom to ask where it says so. */
export function SourceFacts({ citation }: { citation: Citation }) {
  const { document, version, bucket, key, writtenAt } = citation;
  // It only adds to what stands here: without it that still holds.
  const { value: about } = useFetched(
    useCallback((signal: AbortSignal) => footnote.about(document, version, signal), [document, version]),
  );
  return (
    <div class="facts">
      <p class="path">
        <FileName name={`${bucket}/${key}`} />
      </p>
      {/* What is still to come stands last, so that nothing moves when it is there. */}
      <span>
        changed <time dateTime={writtenAt}>{formatDate(writtenAt)}</time>
      </span>
      {about && <span>{formatName(about.format)}</span>}
      {about?.owner && (
        <span>
          owner <bdi>{about.owner}</bdi>
        </span>
      )}
      {about?.review && (
        <span>
          {about.review.label} <bdi>{sayDate(about.review.date)}</bdi>
        </span>
      )}
    </div>
  );
}

/** A date as everywhere on the page; what is none, such as "May 2026", as it stands. */
function sayDate(written: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(written) ? formatDate(`${written}T12:00`) : written;
}
