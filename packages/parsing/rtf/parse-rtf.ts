import type { ReadingNote } from "@footnote/contracts";
import type { DraftBlock, DraftDocument, DraftItem } from "../canonical/draft.ts";
import { corrupt } from "../problems.ts";
import { labelOfCharset, labelOfCodePage } from "./character-sets.ts";
import { rtfTokens } from "./tokens.ts";

/** Groups that hold no text of the document. Unknown ones say so by a star before their name. */
const SILENT = new Set(
  "colortbl listtable listoverridetable rsidtbl generator themedata colorschememapping latentstyles datastore xmlnstbl mmathPr filetbl revtbl bkmkstart bkmkend objdata pgdsctbl nonshppict blipuid fldtype ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn picprop sp shprslt wgrffmtfilter".split(
    " ",
  ),
);
const CHARACTERS: Readonly<Record<string, string>> = {
  emdash: "—",
  endash: "–",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  bullet: "•",
  tab: "\t",
  line: "\n",
  lbr: "\n",
  "~": "\u00a0",
  _: "-",
  "-": "",
  emspace: " ",
  enspace: " ",
  qmspace: " ",
  "\n": "\n",
  "\r": "\n",
};
const DEEPEST = 1_000;
/** A list's bullet, of the font Symbol mostly. */
const MARK = /^\s*[\u00b7\u2022\u25aa\u25cf\u25e6\ue000-\uf8ff]\s*/;

interface State {
  font: number;
  /** Bytes that stand for a character that \u has given already. */
  fallback: number;
  silent: boolean;
  hidden: boolean;
  destination: string;
  /** Where text goes: what is inside a field goes where the field is. */
  into: "text" | "aside" | "title" | "instruction" | "style" | "nothing";
}

interface Paragraph {
  text: string;
  level: number;
  isItem: boolean;
  depth: number;
  inTable: boolean;
}

/** @throws FootnoteError file_corrupt */
export function parseRtf(bytes: Uint8Array): DraftDocument {
  if (Buffer.from(bytes.subarray(0, 5)).toString("latin1") !== "{\\rtf") {
    throw corrupt("RTF document", "it does not begin as one should.");
  }
  return new RtfReader().read(bytes);
}

class RtfReader {
  #stack: State[] = [];
  #state: State = { font: 0, fallback: 1, silent: false, hidden: false, destination: "", into: "text" };
  #blocks: DraftBlock[] = [];
  #asides: string[] = [];
  #fonts = new Map<number, string>();
  /** Fonts of the character set 0, which says Western or nothing. */
  #westernFonts = new Set<number>();
  #headings = new Map<number, number>();
  #styleNumber = 0;
  #styleName = "";
  #instruction = "";
  #page = "windows-1252";
  #pending: number[] = [];
  #skip = 0;
  #high = "";
  #text = "";
  #aside = "";
  #title = "";
  #link = "";
  #font = 0;
  #style: Omit<Paragraph, "text"> = { level: 0, isItem: false, depth: 0, inTable: false };
  #row: string[] = [];
  #rows: string[][] = [];
  #isStar = false;
  #pictures = 0;
  #objects = 0;
  #hiddenPassages = 0;
  #deletions = 0;

  read(bytes: Uint8Array): DraftDocument {
    for (const token of rtfTokens(bytes)) {
      if (token.kind === "bytes") this.#bytes(token.bytes);
      else {
        this.#flushBytes();
        if (token.kind === "open") this.#open();
        else if (token.kind === "close") this.#close();
        else this.#word(token.name, token.value);
      }
    }
    this.#flushBytes();
    this.#paragraph();
    this.#table();
    const asides = this.#asides
      .map((text) => text.replace(/ \| ?(?=\n|$)/g, ""))
      .filter((text) => text.trim() !== "");
    const blocks = [
      ...this.#blocks,
      ...[...new Set(asides)].map((text) => ({ kind: "paragraph", text }) as const),
    ];
    const title = this.#title.trim();
    return { title: title === "" ? undefined : title, blocks, notes: this.#notes() };
  }

  #notes(): ReadingNote[] {
    const notes: ReadingNote[] = [
      { kind: "pictures", count: this.#pictures },
      { kind: "embedded_objects", count: this.#objects },
      { kind: "hidden_text", count: this.#hiddenPassages },
      { kind: "deletions", count: this.#deletions },
    ];
    return notes.filter((note) => note.count > 0);
  }

  #open(): void {
    if (this.#stack.length > DEEPEST) throw corrupt("RTF document", "its groups nest too deeply.");
    this.#stack.push(this.#state);
    this.#state = { ...this.#state };
    this.#isStar = false;
  }

  #close(): void {
    const closed = this.#state;
    this.#state = this.#stack.pop() ?? closed;
    const was = closed.destination;
    if (was === this.#state.destination) return;
    if (was === "fldinst") {
      // What begins so is a place in the same document.
      this.#link = /HYPERLINK\s+"([^"#][^"]*)"/.exec(this.#instruction)?.[1] ?? this.#link;
      this.#instruction = "";
    } else if (was === "field" || was === "fldrslt") {
      const link = this.#link;
      const address = link.replace(/^mailto:/i, "");
      if (was === "field" && link !== "" && !this.#text.endsWith(address)) this.#write(` (${address})`);
      if (was === "field") this.#link = "";
    } else if (/^(?:header|footer|annotation|shptxt)/.test(was) || was === "footnote") {
      if (was === "footnote") this.#write(` (${this.#aside.trim()})`);
      else this.#asides.push(this.#aside);
      this.#aside = "";
    }
  }

  #word(name: string, value: number | undefined): void {
    const state = this.#state;
    if (name === "*") {
      this.#isStar = true;
      return;
    }
    const isStar = this.#isStar;
    this.#isStar = false;
    switch (name) {
      case "ansicpg":
        this.#page = labelOfCodePage(value ?? 1252);
        return;
      case "mac":
        this.#page = "macintosh";
        return;
      case "f":
        if (state.destination === "fonttbl") this.#font = value ?? 0;
        else state.font = value ?? 0;
        return;
      case "fcharset": {
        const label = labelOfCharset(value ?? 0);
        if (state.destination !== "fonttbl") return;
        if ((value ?? 0) === 0) this.#westernFonts.add(this.#font);
        else if (label !== undefined && value !== 1) this.#fonts.set(this.#font, label);
        return;
      }
      case "uc":
        state.fallback = Math.max(0, value ?? 1);
        return;
      case "u":
        this.#unicode(value ?? 0);
        return;
      case "v":
        if (value !== 0 && !state.hidden) this.#hiddenPassages++;
        state.hidden = value !== 0;
        return;
      case "plain":
        state.hidden = false;
        return;
      case "par":
      case "sect":
      case "page":
        if (state.into === "text") this.#paragraph();
        else this.#write("\n");
        return;
      case "pard":
        // A list's mark has a format of its own, which is not the paragraph's.
        if (state.destination === "listtext") return;
        this.#style = { level: 0, isItem: false, depth: 0, inTable: false };
        return;
      case "outlinelevel":
        if (state.into === "style") this.#headings.set(this.#styleNumber, headingLevel(value ?? 0));
        else this.#style.level = headingLevel(value ?? 0);
        return;
      case "s":
        if (state.into === "style") this.#styleNumber = value ?? 0;
        else this.#style.level = this.#headings.get(value ?? 0) ?? this.#style.level;
        return;
      case "ls":
        this.#style.isItem = true;
        return;
      case "intbl":
        this.#style.inTable = true;
        return;
      case "ilvl":
        this.#style.depth = value ?? 0;
        return;
      case "cell":
      case "nestcell":
        if (state.into !== "text") {
          this.#write(" | ");
          return;
        }
        this.#row.push(this.#text);
        this.#text = "";
        return;
      case "row":
      case "nestrow":
        if (state.into !== "text") {
          this.#write("\n");
          return;
        }
        if (this.#row.length > 0) this.#rows.push(this.#row);
        this.#row = [];
        return;
      case "field":
      case "fldrslt":
        state.destination = name;
        return;
      case "fldinst":
        state.destination = name;
        state.into = "instruction";
        return;
      case "fonttbl":
      case "info":
        state.destination = name;
        state.into = "nothing";
        return;
      case "stylesheet":
        state.destination = name;
        state.into = "style";
        return;
      case "footnote":
      case "annotation":
      case "header":
      case "headerl":
      case "headerr":
      case "headerf":
      case "footer":
      case "footerl":
      case "footerr":
      case "footerf":
        state.destination = name;
        state.into = "aside";
        return;
      case "title":
        if (state.destination === "info") {
          state.destination = name;
          state.into = "title";
        }
        return;
      case "pntext":
      case "listtext":
        state.silent = this.#style.isItem;
        state.destination = "listtext";
        return;
      case "pict":
        this.#pictures++;
        state.silent = true;
        return;
      case "object":
        this.#objects++;
        return;
      case "deleted":
        if (value !== 0 && !state.hidden) this.#deletions++;
        state.hidden = value !== 0;
        return;
      // A text box: its properties are silent, and so is the copy of it for programs that know none.
      case "shptxt":
        state.silent = false;
        state.destination = name;
        state.into = "aside";
        return;
      case "shppict":
      case "result":
        return;
    }
    if (SILENT.has(name) || isStar) state.silent = true;
    else if (CHARACTERS[name] !== undefined) this.#write(CHARACTERS[name]);
  }

  #bytes(bytes: readonly number[]): void {
    this.#isStar = false;
    for (const byte of bytes) {
      if (this.#skip > 0) this.#skip--;
      else this.#pending.push(byte);
    }
  }

  /** Two bytes of one character may be two tokens, so they are decoded together. */
  #flushBytes(): void {
    if (this.#pending.length === 0) return;
    this.#write(new TextDecoder(this.#encoding()).decode(Uint8Array.from(this.#pending)));
    this.#pending = [];
  }

  /** Where other fonts name the file's own character set, those of set 0 are Western; else they say nothing. */
  #encoding(): string {
    const { font } = this.#state;
    const isWestern = this.#westernFonts.has(font) && [...this.#fonts.values()].includes(this.#page);
    return this.#fonts.get(font) ?? (isWestern ? "windows-1252" : this.#page);
  }

  #unicode(value: number): void {
    const character = String.fromCharCode(value < 0 ? value + 65_536 : value);
    if (/[\ud800-\udbff]/.test(character)) this.#high = character;
    else {
      this.#write(`${this.#high}${character}`);
      this.#high = "";
    }
    this.#skip = this.#state.fallback;
  }

  #write(text: string): void {
    const { silent, hidden, into } = this.#state;
    if (silent || hidden) return;
    if (into === "text") this.#text += text;
    else if (into === "aside") this.#aside += text;
    else if (into === "title") this.#title += text;
    else if (into === "instruction") this.#instruction += text;
    else if (into === "style") this.#nameStyle(text);
  }

  /** Some programs give a heading's style no level but that in its name. */
  #nameStyle(text: string): void {
    this.#styleName += text;
    if (!text.endsWith(";")) return;
    const level = /^heading (\d)/i.exec(this.#styleName.trim())?.[1];
    if (level !== undefined) this.#headings.set(this.#styleNumber, headingLevel(Number(level) - 1));
    this.#styleName = "";
  }

  #paragraph(): void {
    const text = this.#text;
    // Paragraphs inside a cell are one text.
    if (this.#row.length > 0 || this.#style.inTable) {
      this.#text += "\n";
      return;
    }
    this.#text = "";
    if (text.trim() === "") return;
    this.#table();
    const { level, isItem, depth } = this.#style;
    if (level > 0) this.#blocks.push({ kind: "heading", level, text });
    else if (isItem) this.#item({ text, depth });
    else this.#blocks.push({ kind: "paragraph", text });
  }

  #item({ text, depth }: DraftItem): void {
    const item = { text: text.replace(MARK, ""), depth };
    const last = this.#blocks.at(-1);
    if (last?.kind === "list") last.items.push(item);
    else this.#blocks.push({ kind: "list", ordered: false, items: [item] });
  }

  #table(): void {
    if (this.#rows.length === 0) return;
    const rows = this.#rows;
    this.#rows = [];
    this.#blocks.push({ kind: "table", headerRows: rows.length > 1 ? 1 : 0, rows });
  }
}

/** Of \outlinelevel, which is 9 for text: 0 for none. */
function headingLevel(outlineLevel: number): number {
  return outlineLevel > 8 ? 0 : Math.min(6, outlineLevel + 1);
}
