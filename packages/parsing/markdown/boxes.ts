const FENCE = /^[ \t]*(?:>[ \t]*)*(`{3,}|~{3,})(.*)/;
/** `!!! warning "Title"`, `??? tip`, `=== "Linux"` (Python-Markdown): what is indented below belongs to it. */
const INDENTED = /^([ \t]*)(?:!!!|\?\?\?\+?|===)[ \t]+(?:([\w-]+)[\w -]*)?(?:"([^"\n]*)")?[ \t]*$/;
/** `:::caution Title` and `:::note[Title]` (Docusaurus, Pandoc), until `:::`. */
const FENCED =
  /^[ \t]*:{3,}[ \t]*(?:\{?\.?([\w-]+)[^}\n]*?\}?)?[ \t]*(?:\[([^\]\n]*)\]|[ \t]([^\n{]+))?[ \t]*$/;
/** `> [!WARNING] Title` (GitHub, Obsidian). */
const QUOTED = /^([ \t]*(?:>[ \t]?)+)\[!([\w-]+)\][+-]?[ \t]*([^\n]*)/;
const DEFINITION = /^: {1,3}(?=\S)/;
const INDENT = 4;
/** Of a line that marks a box: in a longer one the patterns would take too long. */
const LONGEST_MARK = 300;

/**
 * Boxes and lists of terms, which each flavour of Markdown writes in its own way, in the way that all read: what kind of box it
 * is heads it, and what stands in it is text and no code because it is indented. Code stays as it is.
 */
export function plainBoxes(body: string): string {
  if (!/^[ \t>]*(?:!!!|\?\?\?|===[ \t]+"|:::|\[!|: )/m.test(body)) return body;
  const lines: string[] = [];
  const open: number[] = [];
  let fence: string | undefined;
  for (const line of body.split("\n")) {
    const [, mark, language = ""] = FENCE.exec(line) ?? [];
    if (fence !== undefined || mark !== undefined) {
      if (fence === undefined) fence = mark;
      else if (mark?.startsWith(fence) === true && language.trim() === "") fence = undefined;
      lines.push(dedented(line, open));
      continue;
    }
    const own = dedented(line, open);
    const isShort = own.length <= LONGEST_MARK;
    const indented = isShort ? INDENTED.exec(own) : null;
    if (indented !== null && (indented[2] ?? indented[3]) !== undefined) {
      open.push((indented[1] ?? "").length);
      lines.push("", `${indented[1]}${indented[3] || named(indented[2])}`, "");
      continue;
    }
    const fenced = isShort ? FENCED.exec(own) : null;
    if (fenced !== null) lines.push("", fenced[2] ?? fenced[3] ?? named(fenced[1]), "");
    else if (DEFINITION.test(own) && hasTerm(lines)) define(lines, own.replace(DEFINITION, ""));
    else lines.push(isShort ? own.replace(QUOTED, quoted) : own);
  }
  return lines.join("\n");
}

/** Without the indentation of the boxes that it stands in; those that it stands outside of end. */
function dedented(line: string, open: number[]): string {
  if (line.trim() === "") return line;
  const indent = /^[ \t]*/.exec(line)?.[0].replaceAll("\t", "    ").length ?? 0;
  let depth = open.length;
  while (depth > 0 && indent < (open[depth - 1] ?? 0) + INDENT * depth) depth--;
  open.length = depth;
  return depth === 0 ? line : line.replace(/^[ \t]*/, " ".repeat(indent - INDENT * depth));
}

/** No heading, no row and no quotation is a term. */
function hasTerm(lines: readonly string[]): boolean {
  return /^(?![ \t]*[#|>])/.test(lines.findLast((line) => line.trim() !== "") ?? "#");
}

/** The line before is the term, which its first definition makes an item. */
function define(lines: string[], definition: string): void {
  while (lines.at(-1)?.trim() === "") lines.pop();
  const term = lines.pop() ?? "";
  if (/^[ \t]*-[ \t]/.test(term)) lines.push(term);
  else lines.push("", `- ${term.trim()}`);
  lines.push(`  - ${definition}`);
}

function quoted(_: string, quote: string, kind: string, title: string): string {
  // A title stands on a line of its own.
  return `${quote}${named(kind)}: ${title}${title.trim() === "" ? "" : "\\"}`;
}

function named(kind: string | undefined): string {
  return kind === undefined ? "" : kind.charAt(0).toUpperCase() + kind.slice(1).toLowerCase();
}
