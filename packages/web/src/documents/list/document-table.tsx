import { originalPath } from "@footnote/client";
import { type DocumentRow, showName } from "@footnote/contracts";
import { documentPath, historyPath } from "../../app/paths.ts";
import { ReadingNotes } from "../../document/reading-notes.tsx";
import { FileName } from "../../format/file-name.tsx";
import { formatInstant } from "../../format/instant.ts";
import { countOf, formatSize } from "../../format/quantity.ts";
import type { Replay } from "../replay/use-replay.ts";
import { formatName } from "../upload/formats.ts";
import { ProblemText } from "./problem-text.tsx";
import { StateLabel } from "./state-label.tsx";

interface DocumentTableProps {
  readonly rows: readonly DocumentRow[];
  readonly replay: Replay;
  /** Undefined where rows cannot be selected. */
  readonly selected: ReadonlySet<string> | undefined;
  /** Buckets whose files can be fetched here, and whether they may be deleted. */
  readonly reachable: readonly string[];
  readonly mayDelete: boolean;
  onToggle(document: string): void;
  onDelete(rows: readonly DocumentRow[]): void;
}

export function DocumentTable({ rows, selected, onToggle, ...actions }: DocumentTableProps) {
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
          <th scope="col" class="changed">
            Changed
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
                <span class="title" dir="auto">
                  {nameOf(row)}
                </span>
              ) : (
                <a class="title" dir="auto" href={documentPath({ document: row.document })}>
                  {nameOf(row)}
                </a>
              )}
              <span class="path">
                <FileName name={`${row.bucket}/${row.key}`} />
              </span>
            </th>
            <td class="how">
              <StateLabel state={row.state} nextAttemptAt={row.problem?.nextAttemptAt ?? null} />
              {row.problem && <ProblemText problem={row.problem} />}
              <ReadingNotes notes={row.notes} />
              <RowActions row={row} {...actions} />
            </td>
            <td class="changed">
              {row.modifiedAt === null ? (
                <span class="none">–</span>
              ) : (
                <time dateTime={row.modifiedAt}>{formatInstant(row.modifiedAt)}</time>
              )}
            </td>
            <td class="contents">{contentsOf(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Actions = Pick<DocumentTableProps, "replay" | "reachable" | "mayDelete" | "onDelete">;

function RowActions({ row, replay, reachable, mayDelete, onDelete }: { row: DocumentRow } & Actions) {
  const name = showName(row.key);
  const isReachable = reachable.includes(row.bucket);
  return (
    <p class="row-actions">
      {row.problem && row.state !== "skipped" && (
        <button
          type="button"
          class="as-link"
          aria-label={`Try again: ${name}`}
          onClick={() => void replay.run([row.document])}
        >
          Try again
        </button>
      )}
      <a href={historyPath(row.document)} aria-label={`History of ${name}`}>
        History
      </a>
      {isReachable && (
        <a href={originalPath(row.document)} download aria-label={`Download ${name}`}>
          Download
        </a>
      )}
      {isReachable && mayDelete && (
        <button type="button" class="as-link" aria-label={`Delete ${name}`} onClick={() => onDelete([row])}>
          Delete
        </button>
      )}
    </p>
  );
}

function nameOf({ title, key }: DocumentRow): string {
  return title ?? showName(key.split("/").at(-1) ?? key);
}

/** @example "PDF · 12 pages · 1.2 MB" */
function contentsOf({ format, pages, size }: DocumentRow): string {
  const parts = [
    format === null ? null : formatName(format),
    pages === null ? null : countOf(pages, "page"),
    size === null ? null : formatSize(size),
  ];
  return parts.filter((part) => part !== null).join(" · ");
}
