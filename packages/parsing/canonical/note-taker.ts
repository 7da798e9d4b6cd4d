import { oneLine, type ReadingNote, type ReadingNoteKind } from "@footnote/contracts";

/** Enough for a person to find the others. */
const MOST_NAMES = 5;
const LONGEST_NAME = 80;

interface Taken {
  count: number;
  of: number | undefined;
  confidence: number | undefined;
  readonly names: string[];
}

/** Gathers what a parser leaves out, one note for each kind. */
export class NoteTaker {
  readonly #notes = new Map<ReadingNoteKind, Taken>();

  add(kind: ReadingNoteKind, { count = 1, name = "" }: { count?: number; name?: string } = {}): void {
    if (count >= 1) this.#add({ kind, count, names: [name] });
  }

  /** What was left out of a part that is a file of its own. */
  addAll(notes: readonly ReadingNote[]): void {
    for (const note of notes) this.#add(note);
  }

  get notes(): ReadingNote[] {
    return [...this.#notes].map(([kind, { count, of, confidence, names }]) => ({
      kind,
      count,
      ...(of === undefined ? {} : { of }),
      ...(confidence === undefined ? {} : { confidence }),
      ...(names.length === 0 ? {} : { names }),
    }));
  }

  #add({ kind, count, of, confidence, names = [] }: ReadingNote): void {
    const note = this.#notes.get(kind) ?? { count: 0, of: undefined, confidence: undefined, names: [] };
    this.#notes.set(kind, note);
    if (confidence !== undefined) {
      const before = (note.confidence ?? 0) * note.count;
      note.confidence = (before + confidence * count) / (note.count + count);
    }
    note.count += count;
    if (of !== undefined) note.of = (note.of ?? 0) + of;
    for (const name of names) {
      const said = oneLine(name).slice(0, LONGEST_NAME).toWellFormed();
      if (said !== "" && note.names.length < MOST_NAMES && !note.names.includes(said)) note.names.push(said);
    }
  }
}
