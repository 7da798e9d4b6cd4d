import { formatCount } from "../../format/quantity.ts";
import type { Replay } from "./use-replay.ts";

interface ReplayBarProps {
  /** The documents on this page that can be replayed. */
  readonly shown: readonly string[];
  readonly selected: ReadonlySet<string>;
  /** How many dead letters there are in all; 0 where others are shown. */
  readonly deadLetters: number;
  readonly replay: Replay;
  onSelect(documents: readonly string[]): void;
}

export function ReplayBar({ shown, selected, deadLetters, replay, onSelect }: ReplayBarProps) {
  if (shown.length === 0) return null;
  const all = selected.size === shown.length;
  return (
    <div class="replay-bar">
      <label>
        <input
          type="checkbox"
          checked={all}
          indeterminate={selected.size > 0 && !all}
          onChange={() => onSelect(all ? [] : shown)}
        />
        Select all shown
      </label>
      <button
        type="button"
        disabled={selected.size === 0 || replay.busy}
        onClick={() => void replay.run([...selected])}
      >
        Try selected again{selected.size > 0 && ` (${formatCount(selected.size)})`}
      </button>
      {deadLetters > 0 && (
        <button type="button" disabled={replay.busy} onClick={() => void replay.run("all")}>
          Try all {formatCount(deadLetters)} again
        </button>
      )}
    </div>
  );
}
