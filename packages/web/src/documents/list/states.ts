import type { DocumentState } from "@footnote/contracts";

export const STATES: readonly DocumentState[] = ["live", "queued", "failed", "dead", "skipped"];

export const STATE_NAMES: Readonly<Record<DocumentState, string>> = {
  live: "Live",
  queued: "Queued",
  failed: "Failed",
  dead: "Dead",
  skipped: "Skipped",
};

export const STATE_MEANINGS: Readonly<Record<DocumentState, string>> = {
  live: "Read and answerable at its newest version.",
  queued: "Waiting to be read.",
  failed: "Could not be read this time. It is tried again by itself; to replay it is to try it now.",
  dead: "Cannot be read as it is and needs a person. It is read again when the file changes, or when it is replayed.",
  skipped:
    "Holds nothing to read, such as a redirect or an empty page, which is no failure. It is read when it changes.",
};

export function stateFrom(text: string | null): DocumentState | undefined {
  return STATES.find((state) => state === text);
}
