import type { Element } from "domhandler";

export type NoteKind = "footnote" | "endnote";

/** The notes that a text refers to, numbered in the order in which it does. */
export class NoteReferences {
  readonly #texts: ReadonlyMap<string, Element>;
  readonly #numbers = new Map<string, number>();

  /** @param texts by `keyOf` */
  constructor(texts: ReadonlyMap<string, Element>) {
    this.#texts = texts;
  }

  /** "[3]"; "" for a note that is not there. */
  mark(kind: NoteKind, id: string): string {
    const key = keyOf(kind, id);
    if (!this.#texts.has(key)) return "";
    const number = this.#numbers.get(key) ?? this.#numbers.size + 1;
    this.#numbers.set(key, number);
    return `[${number}]`;
  }

  /** Those referred to, with their marks. A note may refer to another: ask again until there are no more. */
  after(count: number): { mark: string; kind: NoteKind; text: Element }[] {
    return [...this.#numbers].slice(count).flatMap(([key, number]) => {
      const text = this.#texts.get(key);
      const kind: NoteKind = key.startsWith("footnote") ? "footnote" : "endnote";
      return text === undefined ? [] : [{ mark: `[${number}]`, kind, text }];
    });
  }
}

export function keyOf(kind: NoteKind, id: string): string {
  return `${kind} ${id}`;
}
