import type { Problem } from "@footnote/contracts";
import { formatInstant } from "../../format/instant.ts";
import { WORK_NAMES } from "../freshness/stages.ts";

/** What is wrong with a file, and where and when that was found. */
export function ProblemText({ problem: { reason, stage, at } }: { problem: Problem }) {
  return (
    <>
      <p class="reason">{reason}</p>
      <p class="when">
        While {WORK_NAMES[stage]}, <time dateTime={at}>{formatInstant(at)}</time>
      </p>
    </>
  );
}
