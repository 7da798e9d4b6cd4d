import { useState } from "preact/hooks";
import { footnote } from "../api/footnote.ts";
import { useFetched } from "../app/use-fetched.ts";
import { FileName } from "../format/file-name.tsx";
import { scopeWords } from "./scope-words.ts";

interface ScopeFieldProps {
  /** Buckets and folders, as BUCKET or BUCKET/PATH; empty for everywhere. */
  readonly within: readonly string[];
  onChange(within: readonly string[]): void;
}

/** Chooses where a question looks: everywhere, or in some buckets and folders. */
export function ScopeField({ within, onChange }: ScopeFieldProps) {
  // Asked for when somebody wants to choose.
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="scope" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        In <FileName name={scopeWords(within)} />
      </summary>
      {isOpen && <Areas within={within} onChange={onChange} />}
    </details>
  );
}

function Areas({ within, onChange }: ScopeFieldProps) {
  const { value: areas } = useFetched(footnote.areas);
  if (areas === null) return <p class="quiet">Looking what there is…</p>;
  // What the address names and the list does not can still be taken out.
  const all = [...areas, ...within.filter((one) => !areas.includes(one))];
  return (
    <fieldset class="areas">
      <legend class="visually-hidden">Look in</legend>
      {within.length > 0 && (
        <p>
          <button type="button" onClick={() => onChange([])}>
            All documents
          </button>
        </p>
      )}
      {all.map((area) => (
        <label key={area} class={area.includes("/") ? "folder" : undefined}>
          <input
            type="checkbox"
            checked={within.includes(area)}
            onChange={(event) =>
              onChange(
                event.currentTarget.checked ? [...within, area] : within.filter((other) => other !== area),
              )
            }
          />{" "}
          <FileName name={area.includes("/") ? area.slice(area.indexOf("/") + 1) : area} />
        </label>
      ))}
    </fieldset>
  );
}
