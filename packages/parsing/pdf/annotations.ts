import type { ReadingNote } from "@footnote/contracts";
import type { Beside } from "./beside-flow.ts";
import type { PdfDocument } from "./open-document.ts";

/** In the page's own coordinates: left, bottom, right, top. */
export type Rectangle = readonly [number, number, number, number];

interface Placed {
  readonly rectangle: Rectangle;
}

/** What was typed or chosen in a form. */
export interface FieldValue extends Placed {
  /** What the form calls it, for people if it says so. */
  readonly name: string;
  readonly value: string;
  /** Set for boxes to tick and buttons to choose: whether it is. */
  readonly isTicked?: boolean;
}

export interface Link extends Placed {
  readonly target: string;
}

export interface Comment {
  readonly author: string;
  readonly text: string;
}

/** What lies on a page beside its text. */
export interface PageAnnotations {
  readonly fields: FieldValue[];
  /** Text that was written onto the page. */
  readonly notes: (Placed & { readonly text: string })[];
  readonly links: Link[];
  readonly comments: Comment[];
}

export interface Annotations {
  /** By page number. */
  readonly pages: ReadonlyMap<number, PageAnnotations>;
  readonly attachments: readonly string[];
  /** Recordings, films and links that are none to anywhere. */
  readonly media: number;
  readonly refusedLinks: number;
}

/** As pdf.js numbers them (its `AnnotationType`). */
const KIND = {
  text: 1,
  link: 2,
  freeText: 3,
  line: 4,
  square: 5,
  circle: 6,
  polygon: 7,
  polyline: 8,
  highlight: 9,
  underline: 10,
  squiggly: 11,
  strikeOut: 12,
  stamp: 13,
  caret: 14,
  ink: 15,
  fileAttachment: 17,
  sound: 18,
  movie: 19,
  widget: 20,
} as const;

/** More of them than a person could write are a mistake or an attack. */
const MOST = 50_000;
const LONGEST_TARGET = 1_000;
/** Of attachments, in a note. */
const MOST_NAMES = 5;
/** Where a form's author named no value for a ticked box, programs write these. */
const ONLY_TICKED = /^(?:on|yes|ja|true|x|\d*)$/i;

/** The properties that are used of what pdf.js gives, which has no types for it. */
interface Raw {
  readonly annotationType?: number;
  readonly pageIndex?: number;
  readonly rect?: readonly number[];
  readonly hidden?: boolean;
  readonly noView?: boolean;
  readonly password?: boolean;
  readonly contentsObj?: { readonly str?: string };
  readonly titleObj?: { readonly str?: string };
  readonly textContent?: readonly string[];
  readonly unsafeUrl?: string;
  readonly file?: { readonly filename?: string };
  readonly fieldType?: string;
  readonly fieldName?: string;
  readonly fieldValue?: unknown;
  readonly alternativeText?: string;
  readonly checkBox?: boolean;
  readonly radioButton?: boolean;
  readonly exportValue?: unknown;
  readonly buttonValue?: unknown;
  readonly options?: readonly { readonly exportValue?: unknown; readonly displayValue?: unknown }[];
}

export async function readAnnotations(document: PdfDocument): Promise<Annotations> {
  const kinds = new Set<number>(Object.values(KIND));
  // One call for all pages: page by page, pdf.js would read the text again to find what a link lies on.
  const all = (await document.getAnnotationsByType(kinds, new Set())) as Raw[] | null;
  const pages = new Map<number, PageAnnotations>();
  const attachments = await attachedToDocument(document);
  let [media, refusedLinks] = [0, 0];
  for (const raw of (all ?? []).slice(0, MOST)) {
    if (raw.hidden === true || raw.pageIndex === undefined) continue;
    const { annotationType: kind } = raw;
    const number = raw.pageIndex + 1;
    const page = pages.get(number) ?? { fields: [], notes: [], links: [], comments: [] };
    pages.set(number, page);
    const rectangle = rectangleOf(raw);
    if (kind === KIND.sound || kind === KIND.movie) media++;
    else if (kind === KIND.fileAttachment) attachments.add(raw.file?.filename ?? "");
    else if (kind === KIND.link) {
      const target = raw.unsafeUrl === undefined ? undefined : targetOf(raw.unsafeUrl);
      if (target !== undefined && rectangle !== undefined) page.links.push({ rectangle, target });
      else if (raw.unsafeUrl !== undefined) refusedLinks++;
    } else if (kind === KIND.widget) {
      const field = fieldOf(raw);
      if (field !== undefined && rectangle !== undefined) page.fields.push({ ...field, rectangle });
    } else {
      const text = textOf(raw);
      if (text === "") continue;
      if (kind === KIND.freeText && rectangle !== undefined) page.notes.push({ rectangle, text });
      else page.comments.push({ author: raw.titleObj?.str ?? "", text });
    }
  }
  attachments.delete("");
  return { pages, attachments: [...attachments], media, refusedLinks };
}

export function commentsOf({ pages }: Annotations): Beside[] {
  return [...pages].flatMap(([page, { comments }]) =>
    comments.map(({ author, text }) => {
      const by = author === "" ? "" : ` by ${author}`;
      return { page, text: `Comment${by}: ${text}`, place: "after" as const };
    }),
  );
}

export function notesOf({ attachments, media, refusedLinks }: Annotations): ReadingNote[] {
  const notes: ReadingNote[] = [];
  if (attachments.length > 0) {
    notes.push({ kind: "attachments", count: attachments.length, names: attachments.slice(0, MOST_NAMES) });
  }
  if (media > 0) notes.push({ kind: "media", count: media });
  if (refusedLinks > 0) notes.push({ kind: "links", count: refusedLinks });
  return notes;
}

async function attachedToDocument(document: PdfDocument): Promise<Set<string>> {
  const attached = (await document.getAttachments()) as Record<string, { filename?: string }> | null;
  return new Set(Object.entries(attached ?? {}).map(([name, it]) => it.filename ?? name));
}

function rectangleOf({ rect }: Raw): Rectangle | undefined {
  const [left, bottom, right, top] = rect ?? [];
  if (left === undefined || bottom === undefined || right === undefined || top === undefined)
    return undefined;
  return [left, bottom, right, top];
}

/** What it says, as its author typed it or, failing that, as it is drawn. */
function textOf({ contentsObj, textContent }: Raw): string {
  const typed = contentsObj?.str?.trim() ?? "";
  return typed === "" ? (textContent ?? []).join("\n").trim() : typed;
}

/** Undefined for what leads nowhere that a person could go. */
function targetOf(url: string): string | undefined {
  const target = url.trim().replace(/^(?:mailto|tel):/i, "");
  if (target === "" || target.length > LONGEST_TARGET || /^(?:javascript|data|file):/i.test(target))
    return undefined;
  return /\s/.test(target) ? encodeURI(target) : target;
}

/** Undefined for what holds nothing: an empty field, a button, a signature, a password. */
function fieldOf(raw: Raw): Omit<FieldValue, "rectangle"> | undefined {
  const name = raw.alternativeText?.trim() || (raw.fieldName ?? "");
  if (raw.password === true || raw.noView === true) return undefined;
  if (raw.checkBox === true || raw.radioButton === true) {
    const chosen = textOfValue(raw.fieldValue);
    const own = textOfValue(raw.checkBox === true ? raw.exportValue : raw.buttonValue);
    const isTicked = chosen !== "" && chosen !== "Off" && (chosen === own || own === "");
    return { name, value: isTicked && !ONLY_TICKED.test(own) ? own : "", isTicked };
  }
  if (raw.fieldType === "Tx") {
    const value = textOfValue(raw.fieldValue);
    return value === "" ? undefined : { name, value };
  }
  if (raw.fieldType !== "Ch") return undefined;
  const chosen = (Array.isArray(raw.fieldValue) ? raw.fieldValue : [raw.fieldValue]).map(textOfValue);
  const shown = chosen.map((value) => {
    const option = raw.options?.find((it) => textOfValue(it.exportValue) === value);
    return option === undefined ? value : textOfValue(option.displayValue) || value;
  });
  const value = shown.filter((it) => it !== "").join(", ");
  return value === "" ? undefined : { name, value };
}

function textOfValue(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
