import type { DocumentState } from "@footnote/contracts";
import { formatCount } from "../../format/quantity.ts";
import type { Filter } from "./filter.ts";
import { filterPath } from "./filter.ts";
import { STATE_NAMES, STATES } from "./states.ts";

interface StateFilterProps {
  readonly counts: Readonly<Record<DocumentState, number>>;
  readonly filter: Filter;
}

export function StateFilter({ counts, filter }: StateFilterProps) {
  const { state } = filter;
  const all = STATES.reduce((sum, one) => sum + counts[one], 0);
  return (
    <nav class="state-filter" aria-label="Filter by state">
      <a
        href={filterPath({ ...filter, state: undefined })}
        aria-current={state === undefined ? "page" : undefined}
      >
        All <span class="count">{formatCount(all)}</span>
      </a>
      {STATES.map((one) => (
        <a
          key={one}
          href={filterPath({ ...filter, state: one })}
          aria-current={state === one ? "page" : undefined}
        >
          {STATE_NAMES[one]} <span class="count">{formatCount(counts[one])}</span>
        </a>
      ))}
    </nav>
  );
}
