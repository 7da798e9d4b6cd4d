import type { StageTimes } from "@footnote/contracts";

export interface Stage {
  readonly name: string;
  readonly seconds: number;
}

const STAGES: readonly [keyof StageTimes, string][] = [
  ["noticed", "noticed"],
  ["claimed", "waited"],
  ["fetched", "fetched"],
  ["parsed", "parsed"],
  ["embedded", "embedded"],
  ["live", "indexed"],
];

/** How long each stage took. A file older than its bucket's watch counts from when it was noticed. */
export function stagesOf(times: StageTimes, answerableAfter: number): Stage[] {
  const at = (name: keyof StageTimes) => Date.parse(times[name]) / 1000;
  // Half a second of tolerance: the total is rounded on its way here.
  const sinceWritten = Math.abs(at("live") - at("written") - answerableAfter) < 0.5;
  let before = sinceWritten ? at("written") : at("noticed");
  return STAGES.flatMap(([name, words]) => {
    if (name === "noticed" && !sinceWritten) return [];
    // Clocks of a bucket and of this machine may differ by a little.
    const seconds = Math.max(0, at(name) - before);
    before = at(name);
    return [{ name: words, seconds }];
  });
}
