import type { ReadingNote, ReadingNoteKind } from "@footnote/contracts";

/** Enough for a person to find the others. */
const MOST_NAMES = 5;
const LONGEST_NAME = 80;

/** Gathers what a parser leaves out, one note for each kind. */
export class NoteTaker {
  readonly #notes = new Map<ReadingNoteKind, { count: number; names: string[] }>();

  add(kind: ReadingNoteKind, { count = 1, name = "" }: { count?: number; name?: string } = {}): void {
    if (count < 1) return;
    const note = this.#notes.get(kind) ?? { count: 0, names: [] };
    this.#notes.set(kind, note);
    note.count += count;
    const said = name.replace(/\s+/g, " ").trim().slice(0, LONGEST_NAME).toWellFormed();
    if (said !== "" && note.names.length < MOST_NAMES && !note.names.includes(said)) note.names.push(said);
  }

  /** What was left out of a part that is a file of its own. */
  addAll(notes: readonly ReadingNote[]): void {
    for (const { kind, count, names = [] } of notes) {
      this.add(kind, { count });
      for (const name of names) this.#name(kind, name);
    }
  }

  get notes(): ReadingNote[] {
    return [...this.#notes].map(([kind, { count, names }]) => ({
      kind,
      count,
      ...(names.length === 0 ? {} : { names }),
    }));
  }

  #name(kind: ReadingNoteKind, name: string): void {
    const names = this.#notes.get(kind)?.names;
    if (names !== undefined && names.length < MOST_NAMES && !names.includes(name)) names.push(name);
  }
}
