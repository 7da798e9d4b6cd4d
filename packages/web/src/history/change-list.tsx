import type { DocumentChanges, TextChange } from "@footnote/contracts";
import { useCallback } from "preact/hooks";
import { footnote } from "../api/footnote.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";
import { useFetched } from "../app/use-fetched.ts";
import { countOf } from "../format/quantity.ts";

interface ChangeListProps {
  readonly document: string;
  readonly from: string;
  readonly to: string;
}

/** What changed from one version to the next, in the order in which one reads. */
export function ChangeList({ document, from, to }: ChangeListProps) {
  const fetchIt = useCallback(
    (signal: AbortSignal) => footnote.changes(document, { from, to }, signal),
    [document, from, to],
  );
  const { value, trouble } = useFetched(fetchIt);
  if (trouble) return <TroubleNotice trouble={trouble} />;
  if (value === null) return <p class="quiet">Comparing…</p>;
  return (
    <div class="changes">
      <p class="quiet">{wordsFor(value)}</p>
      <ul>
        {value.changes.map((change, at) => (
          <li key={at} class={`change change-${change.what}`}>
            <ChangedPlace change={change} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function ChangedPlace({ change: { what, path, kind, pieces } }: { change: TextChange }) {
  const Text = kind === "code" ? "pre" : "p";
  return (
    <>
      <p class="change-place">
        <strong>{NAMES[what]}</strong>
        {path.length > 0 && <bdi> {path.join(" › ")}</bdi>}
      </p>
      <Text class={kind === "heading" ? "change-text change-heading" : "change-text"} dir="auto">
        {pieces.map((piece, at) => {
          if (piece.in === "before") return <del key={`${at}-`}>{piece.text}</del>;
          if (piece.in === "after") return <ins key={`${at}+`}>{piece.text}</ins>;
          return piece.text;
        })}
      </Text>
    </>
  );
}

const NAMES: Readonly<Record<TextChange["what"], string>> = {
  added: "Added",
  removed: "Taken out",
  changed: "Changed",
};

function wordsFor({ added, removed, changed, changes, isRewritten, isWhole }: DocumentChanges): string {
  const where = isWhole ? "" : " in its beginning";
  if (isRewritten) return `So much is different${where} that it is another text: open both to compare.`;
  const all = added + removed + changed;
  if (all === 0) return isWhole ? "The text is the same." : "Its beginning is the same.";
  const counts = [
    [changed, "changed"],
    [added, "added"],
    [removed, "taken out"],
  ] as const;
  const said = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  const shown = all > changes.length ? `; the first ${countOf(changes.length, "change")} are shown` : "";
  return `${said.join(", ")}${where}${shown}.`;
}
