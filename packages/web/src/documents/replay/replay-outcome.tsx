import { TroubleNotice } from "../../app/trouble-notice.tsx";
import type { Replay } from "./use-replay.ts";

/** Always there, so that what it comes to say is heard. */
export function ReplayOutcome({ outcome, trouble }: Replay) {
  return (
    <>
      <p class={outcome === null ? "visually-hidden" : "notice"} role="status">
        {outcome}
      </p>
      {trouble && <TroubleNotice trouble={trouble} />}
    </>
  );
}
