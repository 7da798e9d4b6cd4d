import type { KeptVersion } from "@footnote/contracts";
import { useState } from "preact/hooks";
import { documentPath } from "../app/paths.ts";
import { ReadingNotes } from "../document/reading-notes.tsx";
import { formatName } from "../documents/upload/formats.ts";
import { formatMoment } from "../format/instant.ts";
import { countOf, formatDuration } from "../format/quantity.ts";
import { shortVersion } from "../format/version.ts";
import { ChangeList } from "./change-list.tsx";
import { RestoreButton } from "./restore-button.tsx";
import { Timeline } from "./timeline.tsx";

interface VersionListProps {
  readonly document: string;
  readonly versions: readonly KeptVersion[];
  /** Whether files of its bucket can be written here. */
  readonly mayRestore: boolean;
  onRestored(): void;
}

/** The versions that are kept, newest first: what each changed, and then how it was read. */
export function VersionList({ document, versions, mayRestore, onRestored }: VersionListProps) {
  return (
    <section class="versions" aria-labelledby="versions-title">
      <h2 id="versions-title">{headingFor(versions.length)}</h2>
      {versions.length === 0 && (
        <p class="quiet">Nothing of it was ever answerable, or it is not kept any more.</p>
      )}
      <ol>
        {versions.map((version, at) => (
          <li class="version" key={version.version}>
            <p>
              <a class="title" href={documentPath({ document, version: version.version })}>
                Written {formatMoment(version.times.written)}
              </a>
            </p>
            <LiveTimes version={version} />
            <WhatChanged document={document} version={version} before={versions[at + 1]} isFirst={at === 0} />
            {mayRestore && version.isOriginalKept && !isLive(version) && (
              <RestoreButton
                document={document}
                version={version.version}
                written={formatMoment(version.times.written)}
                onRestored={onRestored}
              />
            )}
            <ReadingNotes notes={version.notes} />
            <details class="way">
              <summary>How it was read, in {formatDuration(version.answerableAfter)}</summary>
              <p class="facts">
                <span>
                  version <code title={version.version}>{shortVersion(version.version)}</code>
                </span>
                <span>{formatName(version.format)}</span>
                {version.pages !== null && <span>{countOf(version.pages, "page")}</span>}
                <span>{reuseOf(version)}</span>
              </p>
              <Timeline times={version.times} answerableAfter={version.answerableAfter} />
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}

interface WhatChangedProps {
  readonly document: string;
  readonly version: KeptVersion;
  /** The one that was found before it; undefined where it is not kept. */
  readonly before: KeptVersion | undefined;
  readonly isFirst: boolean;
}

/** Of the newest version at once, of others where somebody asks. */
function WhatChanged({ document, version, before, isFirst }: WhatChangedProps) {
  const [isOpen, setOpen] = useState(isFirst);
  if (before === undefined) return <p class="quiet">The first version that is kept.</p>;
  return (
    <details class="what-changed" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>What changed</summary>
      {isOpen && <ChangeList document={document} from={before.version} to={version.version} />}
    </details>
  );
}

function isLive({ live }: KeptVersion): boolean {
  return live.some(({ until }) => until === null);
}

function LiveTimes({ version: { live } }: { version: KeptVersion }) {
  if (live.length === 0) return <p class="quiet">Kept ready; readers do not find it yet.</p>;
  return (
    <>
      {live.map(({ from, until }) => (
        <p key={from} class={until === null ? "state state-live" : "quiet"}>
          {until === null ? <strong>Found by readers</strong> : "Found by readers"}{" "}
          {until === null ? "since" : "from"} <time dateTime={from}>{formatMoment(from)}</time>
          {until !== null && (
            <>
              {" until "}
              <time dateTime={until}>{formatMoment(until)}</time>
            </>
          )}
        </p>
      ))}
    </>
  );
}

function headingFor(versions: number): string {
  if (versions === 0) return "No version kept";
  return versions === 1 ? "One version kept" : `${countOf(versions, "version")} kept`;
}

/** @example "24 of 26 chunks reused (92 %)" */
function reuseOf({ chunks, reused }: KeptVersion): string {
  if (chunks === 0 || reused === 0) return countOf(chunks, "chunk");
  return `${reused} of ${countOf(chunks, "chunk")} reused (${Math.floor((reused / chunks) * 100)} %)`;
}
