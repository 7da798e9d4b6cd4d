import type { DocumentOrder } from "@footnote/contracts";
import { showName } from "@footnote/contracts";
import { useEffect, useState } from "preact/hooks";
import { FORMATS } from "../upload/formats.ts";
import type { Filter } from "./filter.ts";
import { CHANGED, isNarrowed, ORDERS } from "./filter.ts";

interface FilterFormProps {
  readonly filter: Filter;
  /** Buckets and their folders, as BUCKET and BUCKET/PATH. */
  readonly areas: readonly string[];
  onChange(filter: Filter): void;
}

/** As long as somebody is typing, milliseconds. */
const PAUSE = 250;

export function FilterForm({ filter, areas, onChange }: FilterFormProps) {
  const change = (part: Partial<Filter>) => onChange({ ...filter, ...part });
  // What the address names and the list does not is shown all the same.
  const places = filter.within && !areas.includes(filter.within) ? [...areas, filter.within] : areas;
  const [isOpen, setOpen] = useState(isNarrowed({ ...filter, find: "" }));
  return (
    <search class="filter-form">
      <FindField find={filter.find} onFind={(find) => change({ find })} />
      <button
        type="button"
        class="filter-toggle"
        aria-expanded={isOpen}
        aria-controls="filter-choices"
        onClick={() => setOpen(!isOpen)}
      >
        Filter and sort
      </button>
      <div id="filter-choices" class={isOpen ? "filter-choices open" : "filter-choices"}>
        <Choice
          label="In"
          value={filter.within}
          choices={[["", "all folders"], ...places.map((area): [string, string] => [area, showName(area)])]}
          onChoose={(within) => change({ within })}
        />
        <Choice
          label="Kind"
          value={filter.format}
          choices={[["", "all kinds"], ...FORMATS]}
          onChoose={(format) => change({ format })}
        />
        <Choice
          label="Changed"
          value={String(filter.days)}
          choices={Object.entries(CHANGED)}
          onChoose={(days) => change({ days: Number(days) })}
        />
        <Choice
          label="Order"
          value={filter.order}
          choices={Object.entries(ORDERS)}
          onChoose={(order) => change({ order: order as DocumentOrder })}
        />
        <label class="left-out">
          <input
            type="checkbox"
            checked={filter.leftOut}
            onChange={(event) => change({ leftOut: event.currentTarget.checked })}
          />
          only read in part
        </label>
      </div>
    </search>
  );
}

function FindField({ find, onFind }: { find: string; onFind(find: string): void }) {
  const [typed, setTyped] = useState(find);
  useEffect(() => setTyped(find), [find]);
  useEffect(() => {
    if (typed === find) return;
    const timer = window.setTimeout(() => onFind(typed), PAUSE);
    return () => window.clearTimeout(timer);
  }, [typed, find]);
  return (
    <label class="find">
      <span>Find a file</span>
      <input
        type="search"
        dir="auto"
        maxLength={200}
        placeholder="Name, title or words in it"
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
    </label>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, name: string])[];
  onChoose(value: string): void;
}

function Choice({ label, value, choices, onChoose }: ChoiceProps) {
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {choices.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
