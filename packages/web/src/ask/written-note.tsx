import type { Writing } from "@footnote/contracts";
import { countOf } from "../format/quantity.ts";

/** Says who wrote the answer, and what of it is missing. */
export function WrittenNote({ writing }: { writing: Writing | null }) {
  if (writing === null) return null;
  const { model, dropped, isCutOff } = writing;
  return (
    <>
      {(dropped > 0 || isCutOff) && (
        <p class="notice">
          <span>
            Answered in part.{" "}
            {dropped > 0 &&
              `${countOf(dropped, "sentence")} more ${dropped === 1 ? "is" : "are"} not shown: no passage says so. `}
            {isCutOff && "The rest never came."}
          </span>
        </p>
      )}
      <p class="quiet">Written by {model}; each sentence stands in the passage that it cites.</p>
    </>
  );
}
