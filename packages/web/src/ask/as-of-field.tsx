import type { TargetedEvent } from "preact";
import { fromLocalField, toLocalField } from "../format/instant.ts";

interface AsOfFieldProps {
  /** An ISO 8601 instant; null for now. */
  readonly asOf: string | null;
  onChange(asOf: string | null): void;
}

/** Lets a question be answered from what was live at an earlier time; folded away for all who ask about today. */
export function AsOfField({ asOf, onChange }: AsOfFieldProps) {
  return (
    <details class="as-of" open={asOf !== null}>
      <summary>As of an earlier time</summary>
      <p>
        <input
          type="datetime-local"
          aria-label="Answer as of"
          value={asOf === null ? "" : toLocalField(asOf)}
          max={toLocalField(new Date().toISOString())}
          onInput={(event: TargetedEvent<HTMLInputElement>) =>
            onChange(fromLocalField(event.currentTarget.value))
          }
        />{" "}
        {asOf !== null && (
          <button type="button" onClick={() => onChange(null)}>
            Back to now
          </button>
        )}
      </p>
      <p class="quiet">Answers from the versions that were live then, as far as they are still kept.</p>
    </details>
  );
}
