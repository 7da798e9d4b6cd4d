/** Says before the passages that they are no answer, and what was asked for that stands nowhere. */
export function OnlyClosest({ unknown }: { unknown: readonly string[] }) {
  return (
    <div class="only-closest">
      <h2>No passage answers this in so many words</h2>
      <p>
        {unknown.length > 0 && (
          <>
            <strong>{unknown.join(", ")}</strong> {unknown.length === 1 ? "stands" : "stand"} in nothing that
            you can read.{" "}
          </>
        )}
        These passages come closest:
      </p>
    </div>
  );
}
