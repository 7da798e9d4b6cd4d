import type { DocumentRow } from "@footnote/contracts";
import { useEffect, useState } from "preact/hooks";
import { countOf } from "../../format/quantity.ts";
import type { Replay } from "../replay/use-replay.ts";
import { DocumentTable } from "./document-table.tsx";
import type { Filter } from "./filter.ts";
import { asksOnlyForWords, filterPath, isNarrowed } from "./filter.ts";
import { SelectionBar } from "./selection-bar.tsx";
import type { DocumentList } from "./use-document-list.ts";

interface FoundListProps {
  readonly list: DocumentList;
  readonly filter: Filter;
  readonly isLooking: boolean;
  readonly replay: Replay;
  onMore(): void;
  onDelete(rows: readonly DocumentRow[]): void;
}

/** The documents that were asked for, with what can be done with each, or with several that need somebody. */
export function FoundList({ list, filter, isLooking, replay, onMore, onDelete }: FoundListProps) {
  const { status, rows } = list;
  const { state } = filter;
  const [marked, setMarked] = useState<readonly string[]>([]);
  const address = filterPath(filter);
  useEffect(() => setMarked([]), [address]);
  const replayable =
    state === "dead" || state === "failed"
      ? rows.filter(({ problem }) => problem !== null).map(({ document }) => document)
      : [];
  const reachable = status.buckets.map(({ name }) => name);
  const mayDelete = status.scopes.includes("write");
  const deletable = mayDelete ? rows.filter(({ bucket }) => reachable.includes(bucket)) : [];
  const selectable = replayable.length > 0 ? replayable : deletable.map(({ document }) => document);
  // What was replayed or deleted meanwhile is not on the list any more.
  const selected = new Set(selectable.filter((document) => marked.includes(document)));
  const toggle = (document: string) =>
    setMarked(
      selected.has(document) ? [...selected].filter((other) => other !== document) : [...selected, document],
    );
  return (
    <div class="found-list" aria-busy={isLooking}>
      <SelectionBar
        shown={selectable}
        selected={selected}
        onSelect={setMarked}
        replay={replayable.length > 0 ? replay : undefined}
        deadLetters={state === "dead" && !isNarrowed(filter) ? status.documents.dead : 0}
        onDelete={
          mayDelete ? () => onDelete(deletable.filter(({ document }) => selected.has(document))) : undefined
        }
      />
      <p class={isNarrowed(filter) ? "quiet" : "visually-hidden"} role="status">
        {isNarrowed(filter) && !isLooking && wordsFor(list, filter)}
      </p>
      {rows.length > 0 ? (
        <DocumentTable
          rows={rows}
          replay={replay}
          selected={selectable.length > 0 ? selected : undefined}
          reachable={reachable}
          mayDelete={mayDelete}
          onToggle={toggle}
          onDelete={onDelete}
        />
      ) : (
        !isNarrowed(filter) && (
          <p class="quiet empty">{state ? "No document is in this state." : "There are no documents yet."}</p>
        )
      )}
      {list.more && (
        <button type="button" class="show-more" onClick={onMore}>
          Load more
        </button>
      )}
    </div>
  );
}

function wordsFor({ found, rows, more }: DocumentList, filter: Filter): string {
  if (rows.length === 0 && asksOnlyForWords(filter)) return "No file has that in its name or title.";
  if (rows.length === 0) return "No document is like that. Try a part of its name, or look in all folders.";
  if (found !== null) return `${countOf(found, "document")} found`;
  return more ? "Many documents found" : `${countOf(rows.length, "document")} found`;
}
