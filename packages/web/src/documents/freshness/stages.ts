import type { StageFreshness, StageTimes, Stage as WorkStage } from "@footnote/contracts";

export interface Stage {
  readonly name: string;
  /** When it was done, as an ISO 8601 instant. */
  readonly at: string;
  /** Since the end of the stage before. */
  readonly seconds: number;
}

/** In their order; each took the time since the one before, the first since the object was written. */
export const STAGE_NAMES: readonly [keyof StageFreshness, string][] = [
  ["noticed", "noticed"],
  ["claimed", "taken up"],
  ["fetched", "fetched"],
  ["parsed", "parsed"],
  ["embedded", "embedded"],
  ["live", "answerable"],
];

/** What was being done, for a file that it failed with. */
export const WORK_NAMES: Readonly<Record<WorkStage, string>> = {
  fetch: "fetching it from its bucket",
  parse: "reading its text",
  chunk: "cutting it into passages",
  embed: "embedding its passages",
  index: "putting it into the index",
};

/** Whether its time counts from when it was written: a file older than its bucket's watch counts from when it was noticed. */
export function countsFromWritten(times: StageTimes, answerableAfter: number): boolean {
  // Half a second of tolerance: the total is rounded on its way here.
  return Math.abs((Date.parse(times.live) - Date.parse(times.written)) / 1000 - answerableAfter) < 0.5;
}

/** How long each stage took. */
export function stagesOf(times: StageTimes, answerableAfter: number): Stage[] {
  const sinceWritten = countsFromWritten(times, answerableAfter);
  let before = Date.parse(sinceWritten ? times.written : times.noticed);
  return STAGE_NAMES.flatMap(([stage, name]) => {
    if (stage === "noticed" && !sinceWritten) return [];
    const at = times[stage];
    // Clocks of a bucket and of this machine may differ by a little.
    const seconds = Math.max(0, (Date.parse(at) - before) / 1000);
    before = Date.parse(at);
    return [{ name, at, seconds }];
  });
}
