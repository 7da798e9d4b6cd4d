import type { Element } from "domhandler";
import type { DraftBlock } from "../canonical/draft.ts";
import { CLOSING_MARK, linkTo, type MarkUp, openingMark, withoutMarkUp } from "../canonical/mark-up.ts";
import { isPower } from "../canonical/power.ts";
import { alternativeOf } from "../office/alternative.ts";
import { withAddress } from "../office/link.ts";
import { linearFormula } from "../office/math.ts";
import { referenceOf } from "../office/relationships.ts";
import { attribute, child, children, descendants, localName, textOf } from "../xml/tree.ts";
import { readDrawing } from "./drawing.ts";
import { addressOf, drawnByEquation, Fields, isPageNumber } from "./fields.ts";
import type { ReadBlocks, Story, WordFile } from "./story.ts";
import { toggle, valueIn } from "./styles.ts";
import { symbolText } from "./symbols.ts";

/** What a paragraph says. */
export interface Inline {
  readonly text: string;
  /** What hangs on it: text boxes, charts, comments. */
  readonly after: readonly DraftBlock[];
  /** Whether it says nothing but which page this is. */
  readonly isPageNumber: boolean;
  readonly isBold: boolean;
}

/** Marks of how words look that stand behind a number. */
const LONGEST_MARK = 8;

/** Characters that stand for themselves as elements (ECMA-376 17.3.3). */
const CHARACTERS: Readonly<Record<string, string>> = {
  tab: "\t",
  ptab: "\t",
  br: "\n",
  cr: "\n",
  noBreakHyphen: "-",
};
/** Properties, and what was taken out or moved away. */
const NOT_READ = new Set(
  "pPr rPr sdtPr sdtEndPr moveFrom delText delInstrText fldData rubyPr rt annotationRef footnoteRef endnoteRef".split(
    " ",
  ),
);

/** Reads the paragraphs of a story one after the other, since fields go on from one to the next. */
export class InlineReader {
  readonly #story: Story;
  readonly #readBlocks: ReadBlocks;
  readonly #fields = new Fields();
  #text = "";
  #pageNumbers = 0;
  #after: DraftBlock[] = [];
  #isBold = true;
  #wasHidden = false;
  #wasFormula = false;
  #isStyleBold = false;
  /** How the characters that were said last are pronounced. */
  #pronounced = "";

  /** @param readBlocks reads the paragraphs and tables of a text box or a comment */
  constructor(story: Story, readBlocks: ReadBlocks) {
    this.#story = story;
    this.#readBlocks = readBlocks;
  }

  read(paragraph: Element): Inline {
    this.#fields.nextParagraph();
    this.#text = "";
    this.#pageNumbers = 0;
    this.#after = [];
    this.#isBold = true;
    this.#wasHidden = false;
    this.#wasFormula = false;
    const properties = child(paragraph, "pPr");
    this.#isStyleBold = this.#story.file.styles.get(properties && valueIn(properties, "pStyle")).isBold;
    this.#children(paragraph);
    const isPageNumber = this.#pageNumbers > 0 && !/[\p{L}\p{N}]/u.test(this.#text.replace(/\d/g, ""));
    return { text: this.#text, after: this.#after, isPageNumber, isBold: this.#isBold };
  }

  #children(parent: Element): void {
    for (const element of children(parent)) this.#element(element);
  }

  #element(element: Element): void {
    const name = localName(element.name);
    const character = CHARACTERS[name];
    if (character !== undefined) this.#say(character);
    else if (!NOT_READ.has(name)) this.#named(name, element);
  }

  #named(name: string, element: Element): void {
    const { notes, references } = this.#story.file;
    switch (name) {
      case "r":
        this.#run(element);
        break;
      case "t":
        this.#say(textOf(element));
        break;
      case "sym":
        this.#symbol(element);
        break;
      case "del":
        if (descendants(element, "delText").next().done === false) notes.add("deletions");
        return;
      case "hyperlink":
        this.#link(element);
        break;
      case "fldSimple":
        this.#simpleField(element);
        break;
      case "fldChar":
        this.#fieldCharacter(element);
        break;
      case "instrText":
        this.#fields.addCode(textOf(element));
        break;
      case "oMath":
        this.#formula(element);
        break;
      case "drawing":
      case "pict":
      case "object":
        if (!this.#fields.isInCode) this.#after.push(...readDrawing(element, this.#story, this.#readBlocks));
        return;
      case "AlternateContent":
        this.#children(alternativeOf(element) ?? element);
        break;
      case "footnoteReference":
        this.#say(references.mark("footnote", attribute(element, "id") ?? ""));
        break;
      case "endnoteReference":
        this.#say(references.mark("endnote", attribute(element, "id") ?? ""));
        break;
      case "ruby":
        this.#ruby(element);
        break;
      case "commentReference":
        this.#comment(attribute(element, "id") ?? "");
        break;
      default:
        this.#children(element);
    }
  }

  #say(text: string): void {
    if (this.#fields.isInCode || text === "") return;
    if (this.#wasFormula && /^[\p{L}\p{N}]/u.test(text)) this.#text += " ";
    this.#wasFormula = false;
    this.#text += text;
  }

  /** Word sets a formula apart by the way it looks. */
  #formula(formula: Element): void {
    if (/[\p{L}\p{N}]$/u.test(withoutMarkUp(this.#text.slice(-LONGEST_MARK)))) this.#say(" ");
    this.#say(linearFormula(formula));
    this.#wasFormula = true;
  }

  #run(run: Element): void {
    const properties = child(run, "rPr");
    const style = properties === undefined ? undefined : valueIn(properties, "rStyle");
    const named = style === undefined ? undefined : this.#story.file.styles.get(style);
    if (toggle(properties, "vanish") ?? named?.isHidden ?? false) {
      this.#hidden(run);
      return;
    }
    const before = this.#text.length;
    this.#children(run);
    if (properties !== undefined && valueIn(properties, "vertAlign") === "superscript") this.#raise(before);
    if (this.#text.slice(before).trim() === "") return;
    this.#wasHidden = false;
    const isBold = toggle(properties, "b") ?? named?.isBold ?? this.#isStyleBold;
    this.#isBold &&= isBold;
    // What is bold by its paragraph's style is not set off from anything.
    if (isBold && !this.#isStyleBold) this.#markFrom(before, { kind: "bold" });
  }

  #markFrom(from: number, mark: MarkUp): void {
    this.#text = `${this.#text.slice(0, from)}${openingMark(mark)}${this.#text.slice(from)}${CLOSING_MARK}`;
  }

  /** 10 to the third is not 103. */
  #raise(from: number): void {
    const [before, raised] = [this.#text.slice(0, from), this.#text.slice(from)];
    if (isPower(withoutMarkUp(before.slice(-LONGEST_MARK)), raised)) this.#text = `${before}^${raised}`;
  }

  /** What the characters of a word are pronounced as stands behind the word: each has its own, and a word is found whole. */
  #ruby(ruby: Element): void {
    const said = `（${this.#pronounced}）`;
    const goesOn = this.#pronounced !== "" && this.#text.endsWith(said);
    if (goesOn) this.#text = this.#text.slice(0, -said.length);
    const own = [...descendants(ruby, "rt")].flatMap((rt) => [...descendants(rt, "t")].map(textOf)).join("");
    this.#pronounced = goesOn ? this.#pronounced + own : own;
    this.#children(ruby);
    if (this.#pronounced !== "") this.#say(`（${this.#pronounced}）`);
  }

  /** Fields go on in hidden text, since their marks often are. */
  #hidden(run: Element): void {
    const before = this.#text;
    this.#children(run);
    if (this.#text.trim() !== before.trim() && !this.#wasHidden) {
      this.#story.file.notes.add("hidden_text");
      this.#wasHidden = true;
    }
    this.#text = before;
  }

  #symbol(symbol: Element): void {
    const text = symbolText(attribute(symbol, "font") ?? "", attribute(symbol, "char") ?? "");
    if (text === undefined) this.#story.file.notes.add("unreadable_characters");
    else this.#say(text);
  }

  #link(link: Element): void {
    const before = this.#text.length;
    this.#children(link);
    this.#addAddress(before, this.#story.relationships.addresses.get(referenceOf(link.attribs) ?? ""));
  }

  #addAddress(from: number, address: string | undefined): void {
    if (address === undefined || this.#fields.isInCode) return;
    const shown = withoutMarkUp(this.#text.slice(from));
    this.#text = this.#text.slice(0, from) + withAddress(shown, address);
    const link = shown.trim() === "" ? undefined : linkTo(address);
    if (link !== undefined) this.#markFrom(from, link);
  }

  #simpleField(field: Element): void {
    const before = this.#text.length;
    const code = attribute(field, "instr") ?? "";
    if (isPageNumber(code)) this.#pageNumbers++;
    this.#children(field);
    this.#addAddress(before, addressOf(code));
  }

  #fieldCharacter(character: Element): void {
    switch (attribute(character, "fldCharType")) {
      case "begin":
        this.#fields.begin(character);
        break;
      case "separate":
        this.#fields.separate(this.#text.length);
        break;
      case "end": {
        const field = this.#fields.end();
        if (field === undefined) return;
        if (isPageNumber(field.code)) this.#pageNumbers++;
        const shown = field.shown || (field.hasResult ? "" : drawnByEquation(field.code));
        if (shown !== "") this.#say(shown);
        else this.#addAddress(field.hasResult ? field.from : this.#text.length, addressOf(field.code));
      }
    }
  }

  #comment(id: string): void {
    const { file } = this.#story;
    const comment = file.comments.unsaid.get(id);
    if (comment === undefined) return;
    file.comments.unsaid.delete(id);
    this.#after.push(...commentBlocks(comment, file, this.#readBlocks));
  }
}

/** A comment with whoever wrote it, so that nobody takes it for the document's own words. */
export function commentBlocks(comment: Element, file: WordFile, readBlocks: ReadBlocks): DraftBlock[] {
  const author = (attribute(comment, "author") ?? "").trim();
  const by = author === "" ? "Comment" : `Comment by ${author}`;
  const [first, ...others] = readBlocks(comment, { file, relationships: file.comments.relationships });
  if (first === undefined) return [];
  const flat = others.map(withoutLevel);
  const said = withoutLevel(first);
  if (said.kind !== "paragraph") return [{ kind: "paragraph", text: `${by}:` }, said, ...flat];
  return [{ kind: "paragraph", text: `${by}: ${said.text}` }, ...flat];
}

/** Headings of headers and comments are not the document's. */
export function withoutLevel(block: DraftBlock): DraftBlock {
  return block.kind === "heading" ? { kind: "paragraph", text: block.text } : block;
}
