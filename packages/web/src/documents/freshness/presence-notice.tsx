import type { BucketPresence } from "@footnote/contracts";
import { formatInstant } from "../../format/instant.ts";

/** Said without being asked: answers may be older than people think. */
export function PresenceNotice({ bucket, presence }: { bucket: string; presence: BucketPresence }) {
  const { state, reason, action, until } = presence;
  if (state === "there") return null;
  return (
    <div class="notice notice-trouble" role="alert">
      <p>
        <strong>{TITLES[state](bucket)}</strong> {reason} {action}
        {until !== null && (
          <>
            {" "}
            If they are still gone at <time dateTime={until}>{formatInstant(until)}</time>, they are
            withdrawn.
          </>
        )}
      </p>
    </div>
  );
}

const TITLES: Readonly<Record<Exclude<BucketPresence["state"], "there">, (bucket: string) => string>> = {
  absent: (bucket) => `The bucket ${bucket} is not there. Answers go on from what is known of it.`,
  incomplete: (bucket) =>
    `A part of the bucket ${bucket} is not there. Answers go on from what is known of it.`,
  waiting: (bucket) => `Much of the bucket ${bucket} is gone.`,
};
