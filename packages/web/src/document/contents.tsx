import type { DocumentText } from "@footnote/contracts";
import { useCallback } from "preact/hooks";
import { footnote } from "../api/footnote.ts";
import { documentPath } from "../app/paths.ts";
import { useFetched } from "../app/use-fetched.ts";

/** From so many on they are worth a list. */
const FEWEST = 4;
/** Characters; a shorter text is looked through sooner than a list. */
const SHORT = 4_000;
/** Deeper ones are read about, and not looked for. */
const LEVELS = 3;

/** What a long document is about, heading by heading, each a way to it. */
export function Contents({ text }: { text: DocumentText }) {
  return text.length < SHORT ? null : <LongContents text={text} />;
}

function LongContents({ text: { document, version } }: { text: DocumentText }) {
  const fetchIt = useCallback(
    (signal: AbortSignal) => footnote.headings(document, version, signal),
    [document, version],
  );
  const headings = useFetched(fetchIt).value?.filter(({ level }) => level <= LEVELS) ?? [];
  // Always there, so that nothing moves when it is known what there is.
  if (headings.length < FEWEST) return <div class="contents-list" />;
  return (
    <details class="contents-list">
      <summary>Contents</summary>
      <nav aria-label="Contents">
        <ul>
          {headings.map(({ title, level, at }) => (
            <li key={`${at} ${level} ${title}`} class={`level-${level}`}>
              <a href={documentPath({ document, version, at })} dir="auto">
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </details>
  );
}
