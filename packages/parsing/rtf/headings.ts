/** The styles of headings, by their numbers. */
export class HeadingStyles {
  readonly #levels = new Map<number, number>();
  /** The one that the table of styles is about. */
  #current = 0;
  #name = "";

  begin(style: number): void {
    this.#current = style;
  }

  setOutlineLevel(outlineLevel: number): void {
    this.#levels.set(this.#current, headingLevel(outlineLevel));
  }

  /** Some programs give a heading's style no level but that in its name. */
  writeName(text: string): void {
    this.#name += text;
    if (!text.endsWith(";")) return;
    const level = /^heading (\d)/i.exec(this.#name.trim())?.[1];
    if (level !== undefined) this.setOutlineLevel(Number(level) - 1);
    this.#name = "";
  }

  levelOf(style: number): number | undefined {
    return this.#levels.get(style);
  }
}

/** Of \outlinelevel, which is 9 for text: 0 for none. */
export function headingLevel(outlineLevel: number): number {
  return outlineLevel > 8 ? 0 : Math.min(6, outlineLevel + 1);
}
