import type { DocumentState } from "@footnote/contracts";
import { formatInstant } from "../../format/instant.ts";
import { STATE_NAMES } from "./states.ts";

interface StateLabelProps {
  readonly state: DocumentState;
  /** When a failed document is tried again. */
  readonly nextAttemptAt: string | null;
}

export function StateLabel({ state, nextAttemptAt }: StateLabelProps) {
  return (
    <p class={`state state-${state}`}>
      <strong>{STATE_NAMES[state]}</strong>
      {nextAttemptAt && (
        <>
          {", tried again at "}
          <time dateTime={nextAttemptAt}>{formatInstant(nextAttemptAt)}</time>
        </>
      )}
    </p>
  );
}
