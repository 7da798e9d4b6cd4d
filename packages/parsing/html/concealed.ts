import type { Element } from "domhandler";
import { isTag } from "domhandler";

const STYLES = {
  closed:
    /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:max-)?height\s*:\s*0(?:px|em|rem|%)?\s*(?:!important)?\s*(?:;|$))/i,
  unseen:
    /(?:^|;)\s*(?:font-size\s*:\s*0*(?:\.\d+)?[01]?(?:px|pt|em|rem|%)?\s*(?:!important)?\s*(?:;|$)|opacity\s*:\s*0*(?:\.0+)?\s*(?:!important)?\s*(?:;|$)|(?:left|right|top|bottom|text-indent|margin-left|margin-top)\s*:\s*-\d{3,}|(?:clip\s*:\s*rect\(\s*0|clip-path\s*:\s*inset\((?:50|100)%)|transform\s*:\s*scale\(\s*0\s*\)|color\s*:\s*transparent)/i,
};
const COLOR = /(?:^|;)\s*color\s*:\s*([^;!]+)/i;
const BACKGROUND = /(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)/i;
const ANCESTORS = 50;

/**
 * How an element is kept from sight: `closed` as what opens by a click often is (and much that never opens); `unseen` in a
 * way that no honest page needs, such as text without size or in the colour of its ground.
 */
export function concealmentOf(element: Element): "closed" | "unseen" | undefined {
  const { attribs } = element;
  const style = attribs.style ?? "";
  // Off-screen and clipped is how pages speak to those who listen to them.
  const isSpoken = /(?:^|\s)(?:sr-only|visually-?hidden|screen-reader\S*|usa-sr-only)(?:\s|$)/i.test(
    attribs.class ?? "",
  );
  if (!isSpoken && (STYLES.unseen.test(style) || hasColorOfGround(element))) return "unseen";
  if ("hidden" in attribs || attribs["aria-hidden"] === "true" || STYLES.closed.test(style)) return "closed";
  return undefined;
}

function hasColorOfGround(element: Element): boolean {
  const color = normal(
    COLOR.exec(element.attribs.style ?? "")?.[1] ??
      (element.name === "font" ? element.attribs.color : undefined),
  );
  if (color === undefined) return false;
  return color === groundOf(element);
}

/** The nearest ground that the page itself states; white where nothing could have given another. */
function groundOf(element: Element): string | undefined {
  let at: Element | null = element;
  for (let up = 0; up < ANCESTORS && at !== null; up++) {
    const stated = BACKGROUND.exec(at.attribs.style ?? "")?.[1] ?? at.attribs.bgcolor;
    if (stated !== undefined) return normal(stated);
    if (at.attribs.class !== undefined) return undefined;
    at = at.parent !== null && isTag(at.parent) ? at.parent : null;
  }
  return "#ffffff";
}

function normal(color: string | undefined): string | undefined {
  const text = color?.trim().toLowerCase();
  if (text === undefined) return undefined;
  if (text === "white") return "#ffffff";
  if (text === "black") return "#000000";
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(text);
  if (short !== null)
    return `#${short
      .slice(1)
      .map((it) => it + it)
      .join("")}`;
  const rgb = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/.exec(text);
  if (rgb === null) return text.split(/\s/)[0];
  return `#${rgb
    .slice(1)
    .map((it) => Number(it).toString(16).padStart(2, "0"))
    .join("")}`;
}
