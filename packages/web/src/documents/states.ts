import type { DocumentState } from "@footnote/contracts";

export const STATES: readonly DocumentState[] = ["live", "queued", "failed", "dead"];

export const STATE_NAMES: Readonly<Record<DocumentState, string>> = {
  live: "Live",
  queued: "Queued",
  failed: "Failed",
  dead: "Dead",
};

export const STATE_MEANINGS: Readonly<Record<DocumentState, string>> = {
  live: "Read and answerable at its newest version.",
  queued: "Waiting to be read.",
  failed: "Could not be read this time; it is tried again by itself.",
  dead: "Cannot be read as it is: it needs a person, and is read again when the file changes.",
};

export function stateFrom(text: string | null): DocumentState | undefined {
  return STATES.find((state) => state === text);
}
