/**
 * What a person should know about how a file was read: what its parser met and left out, and what it could only
 * recognise. Data with counts, so that the words can be another language's one day. A parser that drops something
 * says so here; nothing is dropped in silence.
 */
export interface ReadingNote {
  readonly kind: ReadingNoteKind;
  /** How many of them; at least 1. */
  readonly count: number;
  /** Of how many, where that says more: 2 of 3 pages. */
  readonly of?: number;
  /** Mean confidence of text recognition, 0 to 100. */
  readonly confidence?: number;
  /** A few of their names (sheets, attachments), for people to find them; cut to what a line holds. */
  readonly names?: readonly string[];
}

/** Whether what it speaks of cannot be found (`lost`) or can, but not as it stood (`changed`). */
type ReadingLoss = "lost" | "changed";

interface NoteWords {
  readonly loss: ReadingLoss;
  readonly one: string;
  readonly many: string;
  /** What comes after the count, where the note has one of how many. */
  readonly verb: string;
}

const words = (loss: ReadingLoss, one: string, many: string, verb: string): NoteWords => ({
  loss,
  one,
  many,
  verb,
});

const NOTES = {
  pages_without_text: words("lost", "page", "pages", "no text of its own|no text of their own"),
  pages_recognised: words("changed", "page", "pages", "read by text recognition"),
  pages_recognised_empty: words("lost", "page", "pages", "no text found by recognition"),
  pages_not_recognised: words("lost", "page", "pages", "not recognised: too slow, too large or too many"),
  pictures: words("lost", "picture", "pictures", "not read"),
  comments: words("lost", "comment", "comments", "not read"),
  deletions: words("lost", "tracked deletion", "tracked deletions", "not read"),
  charts: words("lost", "chart", "charts", "not read"),
  diagrams: words("lost", "diagram", "diagrams", "not read"),
  formulas: words("lost", "formula", "formulas", "not read"),
  formulas_without_result: words(
    "lost",
    "formula",
    "formulas",
    "saved without its result|saved without their results",
  ),
  hidden_sheets: words("lost", "hidden sheet", "hidden sheets", "not read"),
  hidden_slides: words("changed", "hidden slide", "hidden slides", "read like the others"),
  attachments: words("lost", "attachment", "attachments", "not read"),
  embedded_objects: words("lost", "embedded object", "embedded objects", "not read"),
  media: words("lost", "recording or film", "recordings or films", "not read"),
  form_fields: words("lost", "form field", "form fields", "not read"),
  annotations: words("lost", "annotation", "annotations", "not read"),
  hidden_text: words("lost", "hidden passage", "hidden passages", "not read"),
  invisible_characters: words("lost", "invisible character", "invisible characters", "left out"),
  unreadable_characters: words("changed", "character", "characters", "not readable, shown as �"),
  encoding_guessed: words(
    "changed",
    "guessed character set",
    "guessed character sets",
    "see whether its special letters are right",
  ),
  repeated_lines: words("changed", "running header or footer", "running headers and footers", "kept once"),
  contents_lists: words(
    "changed",
    "list of contents",
    "lists of contents",
    "left out, since what it lists is read|left out, since what they list is read",
  ),
  links: words("lost", "link", "links", "where it leads is not kept|where they lead is not kept"),
  damaged_parts: words("lost", "part", "parts", "damaged and not read"),
  template_tags: words(
    "changed",
    "template tag",
    "template tags",
    "left out but for its words|left out but for their words",
  ),
  cut_values: words("lost", "value", "values", "cut to the longest length that is kept"),
} as const satisfies Record<string, NoteWords>;

export type ReadingNoteKind = keyof typeof NOTES;
export const READING_NOTE_KINDS = Object.keys(NOTES) as ReadingNoteKind[];

const RECOGNITION: readonly ReadingNoteKind[] = [
  "pages_recognised",
  "pages_recognised_empty",
  "pages_not_recognised",
];

/** Those that are news: where recognition says what became of each page without text, that it had none is not. */
export function newsOf(notes: readonly ReadingNote[]): readonly ReadingNote[] {
  const isRecognised = notes.some(({ kind }) => RECOGNITION.includes(kind));
  return isRecognised ? notes.filter(({ kind }) => kind !== "pages_without_text") : notes;
}

/** Whether something in the file cannot be found by what was read of it. */
export function isReadInPart(notes: readonly ReadingNote[]): boolean {
  return newsOf(notes).some(({ kind }) => NOTES[kind].loss === "lost");
}

/** @example sayNote({ kind: "pages_without_text", count: 2, of: 3 }) // "2 of 3 pages: no text of their own" */
export function sayNote({ kind, count, of, confidence, names = [] }: ReadingNote): string {
  const { one, many, verb } = NOTES[kind];
  const what = (of ?? count) === 1 ? one : many;
  const [single, several = single] = verb.split("|");
  const sure = confidence === undefined ? "" : ` (${Math.round(confidence)} % sure)`;
  const named = names.length === 0 ? "" : ` (${names.join(", ")})`;
  const how = of === undefined ? `${count} ${what}` : `${count} of ${of} ${what}`;
  return `${how}${named}: ${count === 1 ? single : several}${sure}`;
}
