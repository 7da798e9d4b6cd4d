import type { DocumentState } from "@footnote/contracts";

export const STATES: readonly DocumentState[] = ["live", "queued", "failed", "dead", "skipped"];

export const STATE_NAMES: Readonly<Record<DocumentState, string>> = {
  live: "Answerable",
  queued: "Waiting",
  failed: "Retrying",
  dead: "Needs you",
  skipped: "Skipped",
};

export const STATE_MEANINGS: Readonly<Record<DocumentState, string>> = {
  live: "Read and answerable at its newest version.",
  queued: "Waiting to be read.",
  failed: "Could not be read this time. It is tried again by itself, or now where you say so.",
  dead: "Cannot be read as it is. Mend the file and it is read again by itself; or try again where the cause lay elsewhere.",
  skipped:
    "Holds nothing to read, such as a redirect or an empty page, which is no failure. It is read when it changes.",
};

export function stateFrom(text: string | null): DocumentState | undefined {
  return STATES.find((state) => state === text);
}
