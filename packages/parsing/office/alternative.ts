import type { Element } from "domhandler";
import { children, descendants } from "../xml/tree.ts";

/** What people see: text, or a part or picture that is referred to. */
const VISIBLE = ["t", "chart", "relIds", "pic", "imagedata", "textpath", "oleObj", "OLEObject", "tbl"];

/**
 * Of versions for newer and older programs (ECMA-376 part 3, AlternateContent) the first with something to see, so
 * that what stands in both is read once; undefined where none has.
 */
export function alternativeOf(alternates: Element): Element | undefined {
  return children(alternates).find((it) => descendants(it, ...VISIBLE).next().done === false);
}
