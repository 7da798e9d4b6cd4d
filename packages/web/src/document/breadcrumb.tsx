import { showName } from "@footnote/contracts";

interface BreadcrumbProps {
  readonly bucket: string;
  readonly fileKey: string;
}

/** Where the file lies, each folder a way to the list of what is in it. */
export function Breadcrumb({ bucket, fileKey }: BreadcrumbProps) {
  const folders = fileKey.split("/").slice(0, -1);
  const areas = [bucket, ...folders.map((_, at) => [bucket, ...folders.slice(0, at + 1)].join("/"))];
  return (
    <nav class="breadcrumb" aria-label="Where it lies">
      <ol>
        <li>
          <a href="/documents">Documents</a>
        </li>
        {areas.map((area) => (
          <li key={area}>
            <a href={`/documents?${new URLSearchParams({ within: area })}`}>
              <bdi>{showName(area.split("/").at(-1) ?? area)}</bdi>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
