import { countOf } from "../format/quantity.ts";
import { scopeWords } from "./scope-words.ts";
import { useUnread } from "./use-unread.ts";

interface NothingFoundProps {
  readonly searched: number | null;
  /** The past moment that was searched; null for now. */
  readonly asOf: string | null;
  /** Where it was looked for; empty for everywhere. */
  readonly within: readonly string[];
}

/** Says plainly that nothing was found, in how much, and what could be the reason. */
export function NothingFound({ searched, asOf, within }: NothingFoundProps) {
  const { waiting, failed } = useUnread();
  return (
    <div class="nothing-found">
      <h2>Nothing relevant was found</h2>
      {within.length > 0 && <p>It was looked for in {scopeWords(within)} alone; other documents may tell.</p>}
      <p>
        {asOf !== null && "Nothing that is still kept of that time comes near this. "}
        {searched !== null && searchedWords(searched)}
        Other words may find more: those that the document itself would use.
      </p>
      <p>
        {waiting > 0 &&
          `${countOf(waiting, "file")} still ${waiting === 1 ? "waits" : "wait"} to be read: ask again in a while. `}
        {failed > 0 &&
          `${countOf(failed, "file")} could not be read and ${failed === 1 ? "was" : "were"} not searched. `}
        <a href="/documents">Look at the documents</a>
      </p>
    </div>
  );
}

function searchedWords(documents: number): string {
  if (documents === 0) return "No document is answerable yet, so there was nothing to search. ";
  if (documents === 1)
    return "The one document that is answerable was searched; nothing in it comes near this. ";
  return `${countOf(documents, "document")} were searched; nothing in them comes near this. `;
}
