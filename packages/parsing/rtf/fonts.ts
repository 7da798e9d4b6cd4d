import { labelOfCharset, labelOfCodePage } from "./character-sets.ts";

/** Character set 1: whatever is the default, which says nothing. */
const DEFAULT_CHARSET = 1;

/** Which encoding the bytes of a text in a font have. */
export class Fonts {
  readonly #labels = new Map<number, string>();
  /** Fonts of the character set 0, which says Western or nothing. */
  readonly #western = new Set<number>();
  #page = "windows-1252";
  /** The one that the table of fonts is about. */
  #current = 0;

  setCodePage(page: number): void {
    this.#page = labelOfCodePage(page);
  }

  setMacintosh(): void {
    this.#page = "macintosh";
  }

  begin(font: number): void {
    this.#current = font;
  }

  setCharset(charset: number): void {
    const label = labelOfCharset(charset);
    if (charset === 0) this.#western.add(this.#current);
    else if (label !== undefined && charset !== DEFAULT_CHARSET) this.#labels.set(this.#current, label);
  }

  /** Where other fonts name the file's own character set, those of set 0 are Western; else they say nothing. */
  encodingOf(font: number): string {
    const isWestern = this.#western.has(font) && [...this.#labels.values()].includes(this.#page);
    return this.#labels.get(font) ?? (isWestern ? "windows-1252" : this.#page);
  }
}
