import type { ComponentChildren } from "preact";
import { FileName } from "../format/file-name.tsx";
import { shortVersion } from "../format/version.ts";

interface FactsProps {
  readonly bucket: string;
  readonly fileKey: string;
  readonly version: string;
  readonly headingPath: readonly string[];
  /** Of the passage, where the format has pages. */
  readonly page: number | null;
  readonly children?: ComponentChildren;
}

/** Where a passage stands: heading path, page, file, version. */
export function Facts({ bucket, fileKey, version, headingPath, page, children }: FactsProps) {
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
          version <code title={version}>{shortVersion(version)}</code>
        </span>
        {children}
      </p>
    </>
  );
}
