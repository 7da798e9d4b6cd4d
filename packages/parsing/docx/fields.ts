import type { Element } from "domhandler";
import { attribute, child, children, localName } from "../xml/tree.ts";
import { toggle, valueIn } from "./styles.ts";

interface Field {
  code: string;
  /** Between its code and its end: what Word shows. */
  hasResult: boolean;
  /** How much of the paragraph's text stood before its result. */
  from: number;
  /** What a control of a form shows that has no result to read. */
  readonly shown: string;
}

/**
 * The fields that a text is inside of: `{ REF _Ref1 }` and what it came to (ECMA-376 17.16). They nest, and may go on
 * over paragraphs.
 */
export class Fields {
  readonly #open: Field[] = [];

  /** Whether what stands here is a field's code, which nobody sees. */
  get isInCode(): boolean {
    return this.#open.some((field) => !field.hasResult);
  }

  addCode(text: string): void {
    const field = this.#open.at(-1);
    if (field !== undefined && !field.hasResult) field.code += text;
  }

  begin(character: Element): void {
    this.#open.push({
      code: "",
      hasResult: false,
      from: 0,
      shown: shownByControl(child(character, "ffData")),
    });
  }

  separate(at: number): void {
    const field = this.#open.at(-1);
    if (field === undefined) return;
    field.hasResult = true;
    field.from = at;
  }

  end(): Field | undefined {
    return this.#open.pop();
  }

  /** A new paragraph: what came before is no part of its text. */
  nextParagraph(): void {
    for (const field of this.#open) field.from = 0;
  }
}

/** Where a HYPERLINK field leads; undefined for other fields and for places in the document itself. */
export function addressOf(code: string): string | undefined {
  const [, quoted, bare] = /^\s*HYPERLINK\s+(?:"([^"]+)"|([^\s"\\]\S*))/i.exec(code) ?? [];
  return quoted ?? bare;
}

/** Fields that number the pages: what they came to when the file was saved says nothing. */
export function isPageNumber(code: string): boolean {
  return /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b/i.test(code);
}

/** What Word draws of an EQ field's code: it has no result. Older Word sets readings over Japanese words in this way. */
export function drawnByEquation(code: string): string {
  const [, drawn] = /^\s*EQ\b(.*)$/is.exec(code) ?? [];
  if (drawn === undefined) return "";
  return drawn
    .replace(/\\\*\s*(?:"[^"]*"|\S+)/g, "")
    .replace(
      /\\o\s*(?:\\a[lcrd]\s*)?\(\s*\\s\s*\\up\s*[\d.]*\s*\(([^()]*)\)\s*[,;]\s*([^()]*)\)/gi,
      "$2（$1）",
    )
    .replace(/\\f\s*\(([^(),;]*)[,;]([^(),;]*)\)/gi, "$1/$2")
    .replace(/\\[a-z]{1,2}\s*\d*/gi, "")
    .replace(/^\s+|\s+$/g, "");
}

/** A box that is ticked or not, or the choice made of a list. */
function shownByControl(control: Element | undefined): string {
  const box = child(control, "checkBox");
  if (box !== undefined) return (toggle(box, "checked") ?? toggle(box, "default") ?? false) ? "☒" : "☐";
  const list = child(control, "ddList");
  if (list === undefined) return "";
  const entries = children(list).filter((it) => localName(it.name) === "listEntry");
  const chosen = entries[Number(valueIn(list, "result") ?? valueIn(list, "default") ?? 0)];
  return chosen === undefined ? "" : (attribute(chosen, "val") ?? "");
}
