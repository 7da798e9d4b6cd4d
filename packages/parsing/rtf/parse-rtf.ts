import type { ReadingNote } from "@footnote/contracts";
import type { DraftDocument } from "../canonical/draft.ts";
import { corrupt } from "../problems.ts";
import { Body } from "./body.ts";
import { Fonts } from "./fonts.ts";
import { HeadingStyles, headingLevel } from "./headings.ts";
import { rtfTokens } from "./tokens.ts";
import { ASIDES, CHARACTERS, SILENT } from "./words.ts";

const DEEPEST = 1_000;
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
  readonly #body = new Body();
  readonly #fonts = new Fonts();
  readonly #headings = new HeadingStyles();
  readonly #asides: string[] = [];
  #aside = "";
  #title = "";
  #instruction = "";
  #link = "";
  /** Bytes that may go on with the next token. */
  #pending: number[] = [];
  #skip = 0;
  /** The first half of a character of two code units. */
  #high = "";
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
    const asides = this.#asides
      .map((text) => text.replace(/ \| ?(?=\n|$)/g, ""))
      .filter((text) => text.trim() !== "");
    const blocks = [
      ...this.#body.end(),
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
      if (was === "field" && link !== "" && !this.#body.open.endsWith(address)) this.#write(` (${address})`);
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
    if (
      this.#takeCharacterWord(name, value) ||
      this.#takeParagraphWord(name, value) ||
      this.#takeGroupWord(name)
    )
      return;
    if (SILENT.has(name) || isStar) state.silent = true;
    else if (CHARACTERS[name] !== undefined) this.#write(CHARACTERS[name]);
  }

  /** Does what a word says of characters; false where it says nothing of them. */
  #takeCharacterWord(name: string, value: number | undefined): boolean {
    const state = this.#state;
    const isOn = value !== 0;
    switch (name) {
      case "ansicpg":
        this.#fonts.setCodePage(value ?? 1252);
        return true;
      case "mac":
        this.#fonts.setMacintosh();
        return true;
      case "f":
        if (state.destination === "fonttbl") this.#fonts.begin(value ?? 0);
        else state.font = value ?? 0;
        return true;
      case "fcharset":
        if (state.destination === "fonttbl") this.#fonts.setCharset(value ?? 0);
        return true;
      case "uc":
        state.fallback = Math.max(0, value ?? 1);
        return true;
      case "u":
        this.#unicode(value ?? 0);
        return true;
      case "v":
        if (isOn && !state.hidden) this.#hiddenPassages++;
        state.hidden = isOn;
        return true;
      case "deleted":
        if (isOn && !state.hidden) this.#deletions++;
        state.hidden = isOn;
        return true;
      case "plain":
        state.hidden = false;
        return true;
      default:
        return false;
    }
  }

  /** Does what a word says of paragraphs and tables; false where it says nothing of them. */
  #takeParagraphWord(name: string, value: number | undefined): boolean {
    const { into, destination } = this.#state;
    const { format } = this.#body;
    switch (name) {
      case "par":
      case "sect":
      case "page":
        if (into === "text") this.#body.endParagraph();
        else this.#write("\n");
        return true;
      case "pard":
        // A list's mark has a format of its own, which is not the paragraph's.
        if (destination !== "listtext") this.#body.resetFormat();
        return true;
      case "outlinelevel":
        if (into === "style") this.#headings.setOutlineLevel(value ?? 0);
        else format.level = headingLevel(value ?? 0);
        return true;
      case "s":
        if (into === "style") this.#headings.begin(value ?? 0);
        else format.level = this.#headings.levelOf(value ?? 0) ?? format.level;
        return true;
      case "ls":
        format.isItem = true;
        return true;
      case "ilvl":
        format.depth = value ?? 0;
        return true;
      case "intbl":
        format.inTable = true;
        return true;
      case "cell":
      case "nestcell":
        if (into === "text") this.#body.endCell();
        else this.#write(" | ");
        return true;
      case "row":
      case "nestrow":
        if (into === "text") this.#body.endRow();
        else this.#write("\n");
        return true;
      default:
        return false;
    }
  }

  /** Does what a word says of the group that it begins; false where it begins none that is known. */
  #takeGroupWord(name: string): boolean {
    const state = this.#state;
    const goes = (into: State["into"]) => {
      state.destination = name;
      state.into = into;
      return true;
    };
    if (ASIDES.has(name)) return goes("aside");
    switch (name) {
      case "field":
      case "fldrslt":
        state.destination = name;
        return true;
      case "fldinst":
        return goes("instruction");
      case "fonttbl":
      case "info":
        return goes("nothing");
      case "stylesheet":
        return goes("style");
      case "title":
        return state.destination !== "info" || goes("title");
      case "pntext":
      case "listtext":
        state.silent = this.#body.format.isItem;
        state.destination = "listtext";
        return true;
      case "pict":
        this.#pictures++;
        state.silent = true;
        return true;
      case "object":
        this.#objects++;
        return true;
      // A text box: its properties are silent, and so is the copy of it for programs that know none.
      case "shptxt":
        state.silent = false;
        return goes("aside");
      case "shppict":
      case "result":
        return true;
      default:
        return false;
    }
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
    this.#write(
      new TextDecoder(this.#fonts.encodingOf(this.#state.font)).decode(Uint8Array.from(this.#pending)),
    );
    this.#pending = [];
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
    if (into === "text") this.#body.write(text);
    else if (into === "aside") this.#aside += text;
    else if (into === "title") this.#title += text;
    else if (into === "instruction") this.#instruction += text;
    else if (into === "style") this.#headings.writeName(text);
  }
}
