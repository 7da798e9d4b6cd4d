import type { DocumentRow } from "@footnote/contracts";
import { documentPath } from "../api/documents.ts";
import { countOf, formatDuration, formatSize } from "../format/quantity.ts";
import { formatName } from "./formats.ts";
import { stagesOf } from "./stages.ts";
import { StateLabel } from "./state-label.tsx";

export function DocumentTable({ rows }: { rows: readonly DocumentRow[] }) {
  return (
    <table class="document-table" aria-label="Documents">
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col">State</th>
          <th scope="col">Answerable after</th>
          <th scope="col">Contents</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.document}>
            <th scope="row">
              {row.version === null ? (
                <span class="title">{row.title ?? row.key.split("/").at(-1)}</span>
              ) : (
                <a class="title" href={documentPath({ document: row.document })}>
                  {row.title ?? row.key.split("/").at(-1)}
                </a>
              )}
              <span class="path">
                {row.bucket}/{row.key}
              </span>
            </th>
            <td>
              <StateLabel state={row.state} nextAttemptAt={row.problem?.nextAttemptAt ?? null} />
              {row.problem && <p class="reason">{row.problem.reason}</p>}
            </td>
            <td>
              <AnswerableAfter row={row} />
            </td>
            <td class="contents">{contentsOf(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function AnswerableAfter({ row: { times, answerableAfter } }: { row: DocumentRow }) {
  if (answerableAfter === null) return <span class="none">–</span>;
  if (!times) return <>{formatDuration(answerableAfter)}</>;
  return (
    <details class="stages">
      <summary>{formatDuration(answerableAfter)}</summary>
      <dl>
        {stagesOf(times, answerableAfter).map(({ name, seconds }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{formatDuration(seconds)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** @example "PDF · 12 pages · 34 chunks · 1.2 MB" */
function contentsOf({ format, pages, chunks, size }: DocumentRow): string {
  const parts = [
    format === null ? null : formatName(format),
    pages === null ? null : countOf(pages, "page"),
    chunks === null ? null : countOf(chunks, "chunk"),
    size === null ? null : formatSize(size),
  ];
  return parts.filter((part) => part !== null).join(" · ");
}
