import { isReadInPart, newsOf, type ReadingNote, sayNote } from "@footnote/contracts";

/** What was left out of a document when it was read, and what may not be quite as it stood. Nothing where all is well. */
export function ReadingNotes({ notes }: { notes: readonly ReadingNote[] }) {
  if (notes.length === 0) return null;
  return (
    <ul
      class={isReadInPart(notes) ? "reading-notes read-in-part" : "reading-notes"}
      aria-label="How it was read"
    >
      {newsOf(notes).map((note) => (
        <li key={note.kind}>{sayNote(note)}</li>
      ))}
    </ul>
  );
}
