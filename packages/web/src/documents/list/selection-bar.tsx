import { formatCount } from "../../format/quantity.ts";
import type { Replay } from "../replay/use-replay.ts";

interface SelectionBarProps {
  /** The documents on this page that can be selected. */
  readonly shown: readonly string[];
  readonly selected: ReadonlySet<string>;
  /** How many dead letters there are in all; 0 where others are shown. */
  readonly deadLetters: number;
  /** Undefined where what is shown needs no other try. */
  readonly replay: Replay | undefined;
  onSelect(documents: readonly string[]): void;
  /** Undefined where nothing may be deleted. */
  readonly onDelete: (() => void) | undefined;
}

/** What can be done with several documents at once. */
export function SelectionBar({
  shown,
  selected,
  deadLetters,
  replay,
  onSelect,
  onDelete,
}: SelectionBarProps) {
  if (shown.length === 0) return null;
  const all = selected.size === shown.length;
  const count = selected.size > 0 && ` (${formatCount(selected.size)})`;
  return (
    <div class="selection-bar">
      <label>
        <input
          type="checkbox"
          checked={all}
          indeterminate={selected.size > 0 && !all}
          onChange={() => onSelect(all ? [] : shown)}
        />
        Select all shown
      </label>
      {replay && (
        <button
          type="button"
          disabled={selected.size === 0 || replay.busy}
          onClick={() => void replay.run([...selected])}
        >
          Try selected again{count}
        </button>
      )}
      {replay && deadLetters > 0 && (
        <button type="button" disabled={replay.busy} onClick={() => void replay.run("all")}>
          Try all {formatCount(deadLetters)} again
        </button>
      )}
      {onDelete && selected.size > 0 && (
        <button type="button" class="danger" onClick={onDelete}>
          Delete selected{count}
        </button>
      )}
    </div>
  );
}
