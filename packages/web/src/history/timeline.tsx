import type { StageTimes } from "@footnote/contracts";
import { countsFromWritten, stagesOf } from "../documents/freshness/stages.ts";
import { formatMoment, formatTimeOfDay } from "../format/instant.ts";
import { formatDuration } from "../format/quantity.ts";

/** A file's way from written to answerable: when each stage was done and how much of the time it took. */
export function Timeline({ times, answerableAfter }: { times: StageTimes; answerableAfter: number }) {
  const fromWritten = countsFromWritten(times, answerableAfter);
  const stages = stagesOf(times, answerableAfter);
  const total = stages.reduce((sum, { seconds }) => sum + seconds, 0);
  return (
    <>
      {!fromWritten && (
        <p class="quiet">
          Written {formatMoment(times.written)}, before its bucket was watched: the time counts from when it
          was noticed.
        </p>
      )}
      <ol class="timeline">
        <li>
          <span>{fromWritten ? "written" : "noticed"}</span>
          <time dateTime={fromWritten ? times.written : times.noticed}>
            {formatMoment(fromWritten ? times.written : times.noticed)}
          </time>
        </li>
        {stages.map(({ name, at, seconds }) => (
          <li key={name}>
            <span>{name}</span>
            <time dateTime={at}>{formatTimeOfDay(at)}</time>
            <span class="took">{formatDuration(seconds)}</span>
            <span class="bar" aria-hidden="true">
              <span style={{ width: `${total > 0 ? (seconds / total) * 100 : 0}%` }} />
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
