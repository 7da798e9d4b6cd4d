import { oneLine } from "@footnote/contracts";
import type { FieldValue, PageAnnotations, Rectangle } from "./annotations.ts";
import type { Fragment, PageText } from "./fragment.ts";
import { BULLET } from "./list-markers.ts";

/** Points. */
interface Box {
  readonly x0: number;
  readonly x1: number;
  readonly top: number;
  readonly bottom: number;
}

const TICKED = "☒";
const UNTICKED = "☐";
/** A line to write on, that is drawn as text. */
const BLANK = /\s*(?:_{3,}|\.{4,}|…{2,})\s*/;
/** Points by which what belongs together may miss each other. */
const SLACK = 3;
/** In ems: a label stands no farther above its field, and no farther beside its box. */
const FARTHEST_ABOVE = 1.6;
const FARTHEST_BESIDE = 3;
/** In ems: between lines of one link. */
const FARTHEST_LINE = 1.6;
/** Of what is typed into a form that says nothing of its type. */
const USUAL_SIZE = 10;
/** Names that only the form's program uses: "topmostSubform[0].Page1[0].Text7", "undefined_2". */
const NO_NAME = /[[\]#_.]|^(?:text|field|check ?box|undefined|untitled|fill|button|group)? ?\d*$/i;

/** Puts what was typed into forms and onto the page beside its labels, and where links lead beside their text. */
export function placeAnnotations(page: PageText, annotations: PageAnnotations): void {
  const labels = [...page.fragments];
  const values = annotations.fields.filter((field) => field.isTicked === undefined);
  const typed = [
    ...values.map(({ rectangle, value, name }) => ({ box: boxOf(page, rectangle), text: value, name })),
    ...annotations.notes.map(({ rectangle, text }) => ({ box: boxOf(page, rectangle), text, name: "" })),
  ];
  typed.sort((a, b) => a.box.top - b.box.top || a.box.x0 - b.box.x0);
  const label = new Map(typed.map((it) => [it, labelBefore(labels, it.box)]));
  const users = Map.groupBy(typed, (it) => label.get(it));
  for (const it of typed) {
    const line = labels.find(({ text, x0, x1, y }) => {
      return (
        BLANK.test(text) && x0 < it.box.x1 && x1 > it.box.x0 && y > it.box.top && y < it.box.bottom + SLACK
      );
    });
    if (line !== undefined) {
      line.text = line.text.replace(BLANK, ` ${oneLine(it.text)} `);
      continue;
    }
    const before = label.get(it);
    // A row of fields with its name in front is a table's row: the name is no label of the first.
    if (before === undefined || users.get(before)?.length !== 1)
      page.fragments.push(...standAlone(labels, it));
    else before.text = `${before.text} ${oneLine(it.text)}`;
  }
  for (const field of annotations.fields) if (field.isTicked !== undefined) placeTick(page, labels, field);
  const byTarget = [...Map.groupBy(annotations.links, ({ target }) => target)];
  const places = byTarget.flatMap(([target, links]) => {
    const boxes = links.map(({ rectangle }) => boxOf(page, rectangle));
    return placeOf(labels, target, boxes) ?? [];
  });
  // Where words end is told by how wide the line is drawn, before addresses stand in it that are not: so all places first.
  for (const [text, own] of Map.groupBy(places, (place) => place.text)) {
    const backwards = own.toSorted((a, b) => b.at - a.at);
    for (const { at, target } of backwards)
      text.text = `${text.text.slice(0, at)} (${target})${text.text.slice(at)}`;
  }
}

/** Where in a text an address is put. */
interface TargetPlace {
  readonly text: Fragment;
  readonly at: number;
  readonly target: string;
}

function boxOf(page: PageText, [left, bottom, right, top]: Rectangle): Box {
  const [x, y] = page.locate(left, bottom);
  const [x2, y2] = page.locate(right, top);
  return { x0: Math.min(x, x2), x1: Math.max(x, x2), top: Math.min(y, y2), bottom: Math.max(y, y2) };
}

/** The nearest text left of a field, on its line. */
function labelBefore(labels: readonly Fragment[], box: Box): Fragment | undefined {
  let nearest: Fragment | undefined;
  for (const label of labels) {
    if (!isBeside(label, box) || label.x0 >= box.x0 || label.x1 > box.x0 + SLACK) continue;
    if (nearest === undefined || label.x1 > nearest.x1) nearest = label;
  }
  return nearest;
}

/** Whether its baseline lies within the box's height, or just at its edge; of a high field, at its first line. */
function isBeside(label: Fragment, { top, bottom }: Box): boolean {
  const end = Math.min(bottom, top + 2.5 * label.size);
  return label.y > top && label.y < end + SLACK;
}

/** A value under its label, or in a table's cell; with its name, where there is no label at all. */
function standAlone(
  labels: readonly Fragment[],
  { box, text, name }: { box: Box; text: string; name: string },
): Fragment[] {
  const above = labels.find(
    (label) =>
      label.x0 < box.x1 &&
      label.x1 > box.x0 &&
      label.y <= box.top + label.size &&
      label.y > box.top - FARTHEST_ABOVE * label.size,
  );
  const beside = labels.find((label) => isBeside(label, box));
  const size = above?.size ?? beside?.size ?? labels[Math.floor(labels.length / 2)]?.size ?? USUAL_SIZE;
  const isNamed = above !== undefined || beside !== undefined || name === "" || NO_NAME.test(name);
  const lines = (isNamed ? text : `${name}: ${text}`).split(/[\r\n]+/).filter((line) => line.trim() !== "");
  const first = lines.length > 1 ? box.top + size : (box.top + box.bottom) / 2 + 0.35 * size;
  return lines.map((line, index) => {
    const y = index === 0 && beside !== undefined ? beside.y : first + 1.2 * size * index;
    return fragmentAt(box.x0, y, size, line, beside ?? above);
  });
}

function placeTick(
  page: PageText,
  labels: readonly Fragment[],
  { rectangle, name, value, isTicked }: FieldValue,
): void {
  const box = boxOf(page, rectangle);
  const beside = labels.filter((label) => isBeside(label, box));
  const after = beside
    .filter((label) => label.x0 > box.x0 && label.x0 - box.x1 < FARTHEST_BESIDE * label.size)
    .reduce<Fragment | undefined>(
      (best, it) => (best === undefined || it.x0 < best.x0 ? it : best),
      undefined,
    );
  const before = beside
    .filter((label) => label.x1 <= box.x0 + SLACK && box.x0 - label.x1 < FARTHEST_BESIDE * label.size)
    .at(-1);
  const mark = isTicked ? TICKED : UNTICKED;
  const label = after ?? before;
  const isSaid = label === undefined || label.text.toLowerCase().includes(value.toLowerCase());
  const said = isSaid ? mark : `${mark} (${value})`;
  if (after !== undefined) after.text = `${said} ${after.text}`;
  else if (before !== undefined) before.text = `${before.text} ${said}`;
  else {
    const words = value !== "" ? value : NO_NAME.test(name) ? "" : name;
    if (words === "" && !isTicked) return;
    const y = box.bottom - SLACK;
    page.fragments.push(fragmentAt(box.x0, y, USUAL_SIZE, `${mark} ${words}`.trim(), undefined));
  }
}

/**
 * After the word that the link ends with; undefined where the text says where it leads. A link of several lines is several
 * links, and so is one of a picture and a text: the target stands once on the page, after the first text that leads
 * there and the lines on which that goes on.
 */
function placeOf(
  labels: readonly Fragment[],
  target: string,
  boxes: readonly Box[],
): TargetPlace | undefined {
  const linked = boxes.flatMap((box) => {
    const on = labels.filter(
      (it) => it.y > box.top && it.y < box.bottom + SLACK && it.x0 < box.x1 && it.x1 > box.x0,
    );
    return on.map((text) => ({ text, end: Math.min(box.x1, text.x1) }));
  });
  const bare = (address: string) => address.toLowerCase().replace(/^https?:\/\/(?:www\.)?|\/$|\s/g, "");
  if (bare(linked.map(({ text }) => text.text).join("")).includes(bare(target))) return undefined;
  const [first, ...others] = linked
    .filter(({ text }) => text.text.replace(BULLET, "") !== "")
    .sort((a, b) => a.text.y - b.text.y || a.end - b.end);
  let last = first;
  for (const it of others) {
    if (last !== undefined && it.text.y - last.text.y < FARTHEST_LINE * last.text.size) last = it;
  }
  if (last === undefined) return undefined;
  const { text, end } = last;
  return { text, at: wordEndAt(text, end), target };
}

/** Roughly, in ems, as in most fonts: enough to tell between which words a point lies. */
function widthOf(character: string): number {
  if (/[ijltfIr.,:;'|!()[\]\s]/.test(character)) return 0.3;
  if (/[mwMW@%]/.test(character)) return 0.85;
  if (/[A-Z]/.test(character)) return 0.68;
  return character > "\u2e80" ? 1 : 0.53;
}

/** Where in a fragment's text the word ends that is nearest to a place on the page. */
function wordEndAt({ text, x0, x1 }: Fragment, x: number): number {
  const widths = Array.from(text, widthOf);
  const scale = (x1 - x0) / widths.reduce((sum, it) => sum + it, 0);
  let [best, nearest, at, index] = [text.length, Math.abs(x1 - x), x0, 0];
  for (const [position, character] of Array.from(text).entries()) {
    at += (widths[position] ?? 0) * scale;
    index += character.length;
    const isEnd = !/\s/.test(character) && !/^[\p{L}\p{N}]/u.test(text.slice(index, index + 2));
    if (isEnd && Math.abs(at - x) < nearest) [best, nearest] = [index, Math.abs(at - x)];
  }
  return best;
}

function fragmentAt(x: number, y: number, size: number, text: string, like: Fragment | undefined): Fragment {
  const line = oneLine(text);
  return {
    text: line,
    x0: x,
    x1: x + 0.5 * size * line.length,
    y,
    size,
    sizeLength: line.length,
    font: like?.font ?? "",
    fontLength: line.length,
    isRightToLeft: false,
  };
}
