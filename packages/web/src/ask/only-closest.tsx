import { countOf } from "../format/quantity.ts";
import { useUnread } from "./use-unread.ts";

interface OnlyClosestProps {
  readonly unknown: readonly string[];
  /** Whether it was asked just now, of what is there now. */
  readonly isOfNow: boolean;
}

/** Says before the passages that none is sure to answer, and what was asked for that stands nowhere. */
export function OnlyClosest({ unknown, isOfNow }: OnlyClosestProps) {
  const { waiting } = useUnread();
  return (
    <div class="only-closest">
      <h2>No sure answer</h2>
      <p>
        {unknown.length > 0 && (
          <>
            <strong>{unknown.join(", ")}</strong> {unknown.length === 1 ? "stands" : "stand"} in nothing that
            you can read.{" "}
          </>
        )}
        These passages come closest, the likeliest first.
        {isOfNow &&
          waiting > 0 &&
          ` ${countOf(waiting, "file")} may tell more, but still ${waiting === 1 ? "waits" : "wait"} to be read.`}
      </p>
    </div>
  );
}
