import { oneLine } from "@footnote/contracts";
import type { Element } from "domhandler";
import { isTag, isText } from "domhandler";

const RELATION = /^[=<>≤≥≠≈≡±×÷→⇒∈+−-]$/;
const DEEPEST = 200;

/** A formula in a line: as its author describes it, else from its parts (`(a)/(b)`, `x^2`, `√(y)`). */
export function mathText(math: Element): string {
  const described = math.attribs.alttext?.trim();
  if (described !== undefined && described !== "") return described;
  return oneLine(linear(math, 0));
}

function linear(element: Element, depth: number): string {
  if (depth > DEEPEST) return "";
  const inner = element.children.filter(isTag);
  const part = (index: number) => (inner[index] === undefined ? "" : linear(inner[index], depth + 1).trim());
  const group = (text: string) => (/^[\p{L}\p{N}.]{0,6}$/u.test(text) ? text : `(${text})`);
  switch (element.name.replace(/^.*:/, "")) {
    case "mfrac":
      return `${group(part(0))}/${group(part(1))}`;
    case "msup":
    case "mover":
      return `${group(part(0))}^${group(part(1))}`;
    case "msub":
    case "munder":
      return `${group(part(0))}_${group(part(1))}`;
    case "msubsup":
    case "munderover":
      return `${group(part(0))}_${group(part(1))}^${group(part(2))}`;
    case "msqrt":
      return `√(${inner.map((it) => linear(it, depth + 1)).join("")})`;
    case "mroot":
      return `${part(1)}√(${part(0)})`;
    case "mtr":
      return `${inner.map((it) => linear(it, depth + 1).trim()).join(", ")}; `;
    case "mtable":
      return `[${inner
        .map((it) => linear(it, depth + 1))
        .join("")
        .replace(/; $/, "")}]`;
    case "mo": {
      const sign = textOf(element);
      return RELATION.test(sign) ? ` ${sign} ` : sign;
    }
    case "annotation":
    case "annotation-xml":
      return "";
    default:
      return inner.length === 0 ? textOf(element) : inner.map((it) => linear(it, depth + 1)).join("");
  }
}

function textOf(element: Element): string {
  return element.children
    .map((it) => (isText(it) ? it.data : ""))
    .join("")
    .trim();
}
