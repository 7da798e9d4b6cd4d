import type { Dialect } from "./dialect.ts";
import { listItem } from "./list-item.ts";

const DELIMITERS = /^(?:-{4,}|\.{4,}|\+{4,}|`{3,}.*)$/;
/** Lines around what is read like the rest: examples, sidebars, quotations. */
const BOXES = /^(?:={4,}|\*{4,}|_{4,}|--)\s*$/;

/** AsciiDoc: https://docs.asciidoctor.org/asciidoc/latest/syntax-quick-reference/ */
export const ASCIIDOC: Dialect = {
  joins: true,
  heading(lines, at) {
    const [, marks = "", text = ""] = /^(={1,6}|#{1,6})\s+(\S.*)$/.exec(lines[at] ?? "") ?? [];
    return marks === "" ? undefined : { level: marks.length, text, lines: 1 };
  },
  fence(line) {
    const mark = line.trim();
    if (/^\/{4,}$/.test(mark)) return { ends: (it) => it.trim() === mark, isComment: true };
    if (!DELIMITERS.test(mark)) return undefined;
    const closing = mark.startsWith("```") ? "```" : mark;
    return { ends: (it) => it.trim() === closing };
  },
  table: (line) => (/^[|,:!]===\s*$/.test(line) ? { ends: (it) => it.trim() === line.trim() } : undefined),
  line(line) {
    if (BOXES.test(line) || /^\/\//.test(line) || /^\[[^\]]*\]\s*$/.test(line) || line.trim() === "+")
      return undefined;
    if (/^:!?[\w-]+!?:/.test(line))
      return /^:(?:toc|icons|sect|source-highlighter|experimental|doctype|imagesdir)/.test(line)
        ? undefined
        : line.slice(1);
    const macro = /^(?:image|video|audio)::?[^[]*\[([^\]]*)\]/.exec(line);
    if (macro !== null) return macro[1]?.split(",")[0] ?? undefined;
    return /^(?:include|toc)::/.test(line) ? undefined : line.replace(/^\.(?=[^\s.])/, "");
  },
  item(line) {
    const [whole = "", marks = ""] = /^\s*([*.-]{1,5})\s+(?=\S)/.exec(line) ?? [];
    if (!/^(\*+|\.+|-)$/.test(marks)) return listItem(line);
    const text = line.slice(whole.length).replace(/^\[[ x*]\]\s+/, "");
    return { text, depth: marks.length - 1, ordered: marks.startsWith(".") };
  },
  inline: (text) =>
    text
      .replace(
        /(?:link:|xref:)?((?:https?|ftp|mailto):[^\s[\]]+)\[([^\]]*)\]/g,
        (_, url: string, shown: string) => (shown === "" ? url : `${shown.replace(/\^$/, "")} (${url})`),
      )
      .replace(/(?:link|xref):([^\s[\]]+)\[([^\]]*)\]/g, "$2 ($1)")
      .replace(/<<[^,>]+,\s*([^>]+)>>/g, "$1")
      .replace(/(?:image|icon|kbd|btn|menu|footnote):[^\s[\]]*\[([^\]]*)\]/g, "$1")
      .replace(/(?<![\w*])\*{1,2}([^*\s](?:[^*]*[^*\s])?)\*{1,2}(?![\w*])/g, "$1")
      .replace(/(?<![\w`])`{1,2}\+?([^`]+?)\+?`{1,2}(?![\w`])/g, "$1")
      .replace(/(?<!\w)_([^_\s](?:[^_]*[^_\s])?)_(?!\w)/g, "$1")
      .replace(/\s\+$/gm, ""),
};
