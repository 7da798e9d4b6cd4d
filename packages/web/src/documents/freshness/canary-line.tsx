import type { CanaryState } from "@footnote/contracts";
import { formatInstant } from "../../format/instant.ts";
import { formatDuration } from "../../format/quantity.ts";

/** What a bucket's test document says, which goes the whole way of a file once a minute. */
export function CanaryLine({ canary }: { canary: CanaryState }) {
  return (
    <p class={`state state-${LOOKS[canary.state]}`}>
      <strong>{NAMES[canary.state]}</strong> <CanaryWords canary={canary} />
    </p>
  );
}

const NAMES: Readonly<Record<CanaryState["state"], string>> = {
  ok: "In time.",
  late: "Late.",
  waiting: "Being measured.",
  off: "Not measured.",
};

/** The state of a document that is drawn alike. */
const LOOKS: Readonly<Record<CanaryState["state"], string>> = {
  ok: "live",
  late: "dead",
  waiting: "queued",
  off: "queued",
};

function CanaryWords({ canary: { seconds, at, reason } }: { canary: CanaryState }) {
  return (
    <>
      {reason !== null && `${reason} `}
      {seconds !== null && at !== null && (
        <>
          The last test document was answerable after {formatDuration(seconds)}, at{" "}
          <time dateTime={at}>{formatInstant(at)}</time>.
        </>
      )}
    </>
  );
}
