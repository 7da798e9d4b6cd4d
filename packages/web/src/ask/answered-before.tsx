import type { AnsweredBefore as Before } from "@footnote/contracts";
import { formatInstant } from "../format/instant.ts";

/** Says that the answer was given before, and that it still holds. */
export function AnsweredBefore({ cached }: { cached: Before | null }) {
  if (cached === null) return null;
  return (
    <p class="quiet">
      Answered before (<time dateTime={cached.answeredAt}>{formatInstant(cached.answeredAt)}</time>), checked
      now.
    </p>
  );
}
