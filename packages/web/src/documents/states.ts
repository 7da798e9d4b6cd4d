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
  failed: "Could not be read this time. It is tried again by itself; to replay it is to try it now.",
  dead: "Cannot be read as it is and needs a person. It is read again when the file changes, or when it is replayed.",
};

export function stateFrom(text: string | null): DocumentState | undefined {
  return STATES.find((state) => state === text);
}
