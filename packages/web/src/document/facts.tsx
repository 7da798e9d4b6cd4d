import type { ComponentChildren } from "preact";
import { FileName } from "../format/file-name.tsx";
import { formatDate } from "../format/instant.ts";

interface FactsProps {
  readonly bucket: string;
  readonly fileKey: string;
  /** When the file was last changed that it is from: an ISO 8601 instant. */
  readonly writtenAt: string;
  readonly headingPath: readonly string[];
  /** Of the passage, where the format has pages. */
  readonly page: number | null;
  readonly children?: ComponentChildren;
}

/** Where a passage stands: heading path, page, file, date. */
export function Facts({ bucket, fileKey, writtenAt, headingPath, page, children }: FactsProps) {
  return (
    <>
      {headingPath.length > 0 && (
        <p class="heading-path" dir="auto">
          {headingPath.join(" › ")}
        </p>
      )}
      <p class="facts">
        {page !== null && <span>page {page}</span>}
        <span class="path">
          <FileName name={`${bucket}/${fileKey}`} />
        </span>
        <span>
          changed <time dateTime={writtenAt}>{formatDate(writtenAt)}</time>
        </span>
        {children}
      </p>
    </>
  );
}
