import { type DocumentRow, showName } from "@footnote/contracts";
import { documentPath, historyPath } from "../../api/documents.ts";
import { ReadingNotes } from "../../document/reading-notes.tsx";
import { FileName } from "../../format/file-name.tsx";
import { countOf, formatDuration, formatSize } from "../../format/quantity.ts";
import { stagesOf } from "../freshness/stages.ts";
import type { Replay } from "../replay/use-replay.ts";
import { formatName } from "../upload/formats.ts";
import { ProblemText } from "./problem-text.tsx";
import { StateLabel } from "./state-label.tsx";

interface DocumentTableProps {
  readonly rows: readonly DocumentRow[];
  readonly replay: Replay;
  /** Undefined where rows cannot be selected. */
  readonly selected: ReadonlySet<string> | undefined;
  onToggle(document: string): void;
}

export function DocumentTable({ rows, replay, selected, onToggle }: DocumentTableProps) {
  return (
    <table class={selected ? "document-table selectable" : "document-table"} aria-label="Documents">
      <thead>
        <tr>
          {selected && (
            <td class="select">
              <span class="visually-hidden">Selected</span>
            </td>
          )}
          <th scope="col" class="file">
            File
          </th>
          <th scope="col" class="how">
            State
          </th>
          <th scope="col" class="after">
            Answerable after
          </th>
          <th scope="col">Contents</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.document}>
            {selected && (
              <td class="select">
                <input
                  type="checkbox"
                  aria-label={`Select ${showName(row.key)}`}
                  checked={selected.has(row.document)}
                  onChange={() => onToggle(row.document)}
                />
              </td>
            )}
            <th scope="row">
              {row.version === null ? (
                <span class="title">{nameOf(row)}</span>
              ) : (
                <a class="title" href={documentPath({ document: row.document })}>
                  {nameOf(row)}
                </a>
              )}
              <span class="path">
                <FileName name={`${row.bucket}/${row.key}`} />
              </span>
            </th>
            <td>
              <StateLabel state={row.state} nextAttemptAt={row.problem?.nextAttemptAt ?? null} />
              {row.problem && <ProblemText problem={row.problem} />}
              <ReadingNotes notes={row.notes} />
              <p class="row-actions">
                <a href={historyPath(row.document)} aria-label={`History of ${showName(row.key)}`}>
                  History
                </a>
                {row.problem && (
                  <button
                    type="button"
                    class="as-link"
                    aria-label={`Replay ${showName(row.key)}`}
                    onClick={() => void replay.run([row.document])}
                  >
                    Replay
                  </button>
                )}
              </p>
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

function nameOf({ title, key }: DocumentRow): string {
  return title ?? showName(key.split("/").at(-1) ?? key);
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
