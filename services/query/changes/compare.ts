import { setImmediate } from "node:timers/promises";
import type { ChangedPiece, DocumentChanges, TextChange } from "@footnote/contracts";
import { diffArrays, diffWordsWithSpace } from "diff";
import type { Unit } from "./units.ts";

type Compared = Omit<DocumentChanges, "isWhole">;

/** More steps from one version to the other than these, and it is another text. Each costs time in proportion to its length. */
const MOST_STEPS = 400;
const MOST_WORD_STEPS = 200;
const MOST_CHANGES = 200;
/** Longer ones are shown as they were and as they are, and not word by word. */
const MOST_CHARACTERS = 4_000;
/** Less in common than that, and one text was put in another's place. */
const LEAST_SHARED = 0.4;

/** What changed between two versions, unit by unit, and in a unit that changed word by word. Others run between these. */
export async function compare(before: readonly Unit[], after: readonly Unit[]): Promise<Compared> {
  const parts = diffArrays([...before], [...after], {
    maxEditLength: MOST_STEPS,
    comparator: (one, other) => one.text === other.text && one.kind === other.kind,
  });
  if (parts === undefined) return { added: 0, removed: 0, changed: 0, changes: [], isRewritten: true };
  const changes: TextChange[] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    if (part === undefined || !(part.added || part.removed)) continue;
    const next = parts[at + 1];
    // What was taken out and what was put in at one place stand beside each other.
    if (next !== undefined && (next.added || next.removed)) {
      const [removed, added] = part.removed ? [part.value, next.value] : [next.value, part.value];
      changes.push(...(await pair(removed, added)));
      at++;
    } else {
      changes.push(...part.value.map((unit) => whole(unit, part.added ? "added" : "removed")));
    }
  }
  const count = (what: TextChange["what"]) => changes.filter((change) => change.what === what).length;
  return {
    added: count("added"),
    removed: count("removed"),
    changed: count("changed"),
    changes: changes.slice(0, MOST_CHANGES),
    isRewritten: false,
  };
}

/** Units in the order of both, each with the one at its place where they have enough in common. */
async function pair(removed: readonly Unit[], added: readonly Unit[]): Promise<TextChange[]> {
  const changes: TextChange[] = [];
  for (let at = 0; at < Math.max(removed.length, added.length); at++) {
    await setImmediate();
    const before = removed[at];
    const after = added[at];
    const both = before && after && before.kind === after.kind ? changeOf(before, after) : undefined;
    if (both !== undefined) changes.push(both);
    else {
      if (before) changes.push(whole(before, "removed"));
      if (after) changes.push(whole(after, "added"));
    }
  }
  return changes;
}

function changeOf(before: Unit, after: Unit): TextChange | undefined {
  if (Math.max(before.text.length, after.text.length) > MOST_CHARACTERS) return undefined;
  const words = diffWordsWithSpace(before.text, after.text, { maxEditLength: MOST_WORD_STEPS });
  if (words === undefined) return undefined;
  const pieces = words.map(
    ({ value, added, removed }): ChangedPiece => ({
      text: value,
      in: added ? "after" : removed ? "before" : "both",
    }),
  );
  const shared = pieces.reduce((sum, piece) => sum + (piece.in === "both" ? piece.text.length : 0), 0);
  if (shared < LEAST_SHARED * Math.max(before.text.length, after.text.length)) return undefined;
  return { kind: after.kind, path: after.path, what: "changed", pieces };
}

function whole({ kind, path, text }: Unit, what: "added" | "removed"): TextChange {
  const cut = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS).toWellFormed()}…` : text;
  return { kind, path, what, pieces: [{ text: cut, in: what === "added" ? "after" : "before" }] };
}
