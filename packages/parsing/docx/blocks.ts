import type { Element } from "domhandler";
import type { DraftBlock, DraftItem } from "../canonical/draft.ts";
import { withoutMarkUp } from "../canonical/mark-up.ts";
import { decodeText } from "../decode.ts";
import { readWithNotes } from "../html/parse-html.ts";
import { alternativeOf } from "../office/alternative.ts";
import { referenceOf } from "../office/relationships.ts";
import { parseText } from "../parse-text.ts";
import { attribute, child, children, localName } from "../xml/tree.ts";
import { InlineReader } from "./inline.ts";
import type { Story } from "./story.ts";
import { outlineLevelOf, type StyleNumbering, valueIn } from "./styles.ts";
import { readTable } from "./table.ts";

const LONGEST_DROP_CAP = 3;

export interface BlockReading {
  readonly blocks: DraftBlock[];
  /** Whether all that is said is bold, as header rows of tables are. */
  readonly isBold: boolean;
}

/** The blocks of a text box, a cell, a note: everything below the element, in reading order. */
export function readBlocks(container: Element, story: Story): BlockReading {
  const reader = new BlockReader(story);
  reader.read(container);
  return reader.finish();
}

/** Reads paragraphs and tables one after the other. */
export class BlockReader {
  readonly #story: Story;
  readonly #inline: InlineReader;
  readonly #onSection: () => readonly DraftBlock[];
  readonly #blocks: DraftBlock[] = [];
  #list: { readonly items: DraftItem[]; readonly lists: Set<string> } | undefined;
  /** The text of paragraphs whose ends were deleted: it runs on into the next. */
  #carried = "";
  #after: DraftBlock[] = [];
  #isBold = true;

  /** @param onSection gives what stands between a section and the next, when one has ended */
  constructor(story: Story, onSection: () => readonly DraftBlock[] = () => []) {
    this.#story = story;
    this.#inline = new InlineReader(story, (container, itsStory) => readBlocks(container, itsStory).blocks);
    this.#onSection = onSection;
  }

  read(container: Element): void {
    for (const element of children(container)) this.#element(element);
  }

  finish(): BlockReading {
    if (this.#carried.trim() !== "") this.#push({ kind: "paragraph", text: this.#carried });
    this.#flushAfter();
    return { blocks: this.#blocks, isBold: this.#isBold && this.#blocks.length > 0 };
  }

  #element(element: Element): void {
    switch (localName(element.name)) {
      case "p":
        this.#paragraph(element);
        break;
      case "tbl":
        this.#push(...readTable(element, this.#story));
        break;
      case "AlternateContent":
        this.read(alternativeOf(element) ?? element);
        break;
      case "altChunk":
        this.#push(...this.#otherFormat(element));
        break;
      case "subDoc":
        this.#story.file.notes.add("embedded_objects", { name: "subdocument" });
        break;
      case "sdtPr":
      case "sdtEndPr":
      case "sectPr":
      case "moveFrom":
        return;
      // Formulas and runs outside of a paragraph are not allowed, but written.
      case "oMathPara":
      case "r":
        this.#paragraph(element);
        break;
      default:
        this.read(element);
    }
  }

  #paragraph(paragraph: Element): void {
    const properties = child(paragraph, "pPr");
    const { text, after, isPageNumber, isBold } = this.#inline.read(paragraph);
    if (child(properties, "rPr", "del") !== undefined) {
      this.#after.push(...after);
      this.#carried += text;
      this.#endSection(properties);
      return;
    }
    // The first letter of a paragraph, set in a frame of its own.
    const frame = child(properties, "framePr");
    const isDropped = frame !== undefined && /^(?:drop|margin)$/.test(attribute(frame, "dropCap") ?? "");
    const letter = withoutMarkUp(text).trim();
    if (isDropped && letter.length <= LONGEST_DROP_CAP) {
      this.#after.push(...after);
      this.#carried += letter;
      return;
    }
    const whole = this.#carried + text;
    this.#carried = "";
    if (whole.trim() !== "") this.#isBold &&= isBold;
    if (isPageNumber) this.#after.push(...after);
    else this.#paragraphBlock(properties, whole, after);
    this.#endSection(properties);
  }

  #endSection(properties: Element | undefined): void {
    if (child(properties, "sectPr") === undefined) return;
    const between = this.#onSection();
    if (between.length > 0) this.#push(...between);
  }

  #paragraphBlock(properties: Element | undefined, text: string, after: readonly DraftBlock[]): void {
    const { styles, numbering } = this.#story.file;
    const style = styles.get(properties && valueIn(properties, "pStyle"));
    const level = outlineLevelOf(properties) ?? style.headingLevel;
    const numbered = numberingOf(properties, style.numbering, properties && valueIn(properties, "pStyle"));
    // Word counts a numbered paragraph that says nothing, too.
    const mark = numbered === undefined ? undefined : numbering.next(numbered);
    if (text.trim() === "") {
      this.#after.push(...after);
      this.#flushAfter();
      return;
    }
    const marked = mark === undefined || mark.text === "" ? text : `${mark.text} ${text}`;
    if (level === undefined && mark !== undefined) {
      this.#addItem({ text: marked, depth: mark.level }, mark.list);
      this.#after.push(...after);
      return;
    }
    // What hangs on the last item of a list before is said with that list.
    this.#endList();
    this.#after.push(...after);
    this.#push(
      level === undefined ? { kind: "paragraph", text: marked } : { kind: "heading", level, text: marked },
    );
  }

  /** Its own numbers are part of the text, so it is no ordered list, which a page would number once more. */
  #addItem(item: DraftItem, list: string): void {
    if (this.#after.length > 0 && this.#list === undefined) this.#flushAfter();
    const goesOn = this.#list !== undefined && (item.depth > 0 || this.#list.lists.has(list));
    if (!goesOn || this.#list === undefined) {
      this.#endList();
      this.#list = { items: [], lists: new Set() };
      this.#blocks.push({ kind: "list", ordered: false, items: this.#list.items });
    }
    this.#list.items.push(item);
    this.#list.lists.add(list);
  }

  #push(...blocks: readonly DraftBlock[]): void {
    this.#endList();
    for (const block of blocks) this.#blocks.push(block);
    this.#flushAfter();
  }

  /** What hangs on an item stands after its list. */
  #endList(): void {
    if (this.#list === undefined) return;
    this.#list = undefined;
    this.#flushAfter();
  }

  #flushAfter(): void {
    if (this.#after.length === 0) return;
    this.#list = undefined;
    this.#blocks.push(...this.#after);
    this.#after = [];
  }

  /** A file in another format that Word shows in place (ECMA-376 17.17.2.1): web pages and plain text are read. */
  #otherFormat(chunk: Element): DraftBlock[] {
    const { archive, notes } = this.#story.file;
    const id = referenceOf(chunk.attribs);
    const part = this.#story.relationships.parts.find((it) => it.id === id)?.target ?? "";
    const bytes = /\.(?:x?html?|txt)$/i.test(part) ? archive.read(part) : undefined;
    if (bytes === undefined) {
      notes.add("embedded_objects", { name: part });
      return [];
    }
    const text = decodeText(bytes);
    if (/\.txt$/i.test(part)) return parseText(text).blocks;
    const page = readWithNotes(text);
    notes.addAll(page.notes);
    return page.blocks;
  }
}

/** The paragraph's own, or its style's; a list of 0 means none. */
function numberingOf(
  properties: Element | undefined,
  ofStyle: StyleNumbering | undefined,
  styleId: string | undefined,
): StyleNumbering | undefined {
  const own = child(properties, "numPr");
  if (own === undefined) return ofStyle;
  const list = valueIn(own, "numId") ?? ofStyle?.list;
  const level = valueIn(own, "ilvl");
  if (list === undefined || list === "0") return undefined;
  return {
    list,
    level: level === undefined ? ofStyle?.level : Number(level),
    style: ofStyle?.style ?? styleId ?? "",
  };
}
