import type { Status } from "@footnote/contracts";
import { useEffect, useRef, useState } from "preact/hooks";
import { formatAgo } from "../format/instant.ts";
import { countOf, formatCount, formatDuration } from "../format/quantity.ts";
import { filterOf, filterPath } from "./list/filter.ts";
import { secondsLeft } from "./time-left.ts";

interface HeadlineProps {
  readonly counts: Status["documents"];
  readonly newest: string | null;
}

/** How it stands in one line, and while files are read how far that is. */
export function Headline({ counts, newest }: HeadlineProps) {
  const { live, queued, failed, dead, skipped } = counts;
  const all = live + queued + failed + dead + skipped;
  if (all === 0) return <p class="headline">No documents yet. Add some files below.</p>;
  return (
    <>
      <p class="headline">
        <strong>
          {formatCount(live)} of {formatCount(all - skipped)} answerable
        </strong>
        {dead > 0 && (
          <span>
            <a href={filterPath({ ...filterOf(new URL(window.location.origin)), state: "dead" })}>
              {formatCount(dead)} {dead === 1 ? "needs" : "need"} you
            </a>
          </span>
        )}
        {failed > 0 && <span>{formatCount(failed)} tried again by itself</span>}
        {newest !== null && (
          <span>
            newest change <time dateTime={newest}>{formatAgo(newest)}</time>
          </span>
        )}
      </p>
      {queued > 0 && <Reading waiting={queued} all={all} />}
    </>
  );
}

function Reading({ waiting, all }: { waiting: number; all: number }) {
  const seconds = useTimeLeft(waiting);
  return (
    <div class="reading-progress">
      <progress aria-label="Files that are read" value={all - waiting} max={all} />
      <p class="quiet">
        Reading {countOf(waiting, "file")}
        {seconds !== null && `, about ${formatDuration(seconds)} left`}
      </p>
    </div>
  );
}

/** From how the number that waits went down since the page was opened; null while that says nothing. */
function useTimeLeft(waiting: number): number | null {
  const first = useRef({ waiting, at: performance.now() });
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    // More came in: that tells nothing of how fast it goes.
    if (waiting > first.current.waiting) first.current = { waiting, at: performance.now() };
    setLeft(secondsLeft(first.current.waiting, waiting, (performance.now() - first.current.at) / 1000));
  }, [waiting]);
  return left;
}
