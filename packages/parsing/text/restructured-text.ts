import type { Dialect, Item } from "./dialect.ts";
import { listItem } from "./list-item.ts";
import { underlinedHeadings } from "./underlined.ts";

const DIRECTIVE = /^\s*\.\.\s+(?:\|[^|]+\|\s+)?([\w:-]+)::\s*(.*)$/;
/** Directives whose argument is the name of a file. */
const FILES = /^(?:image|figure|include|literalinclude|csv-table|toctree|raw)$/;
/** Options of a directive that only say how it looks or what it is called. */
const OPTION =
  /^\s+:(?:name|class|width|height|align|target|scale|maxdepth|linenos|glob|hidden|widths|header-rows):/;

/** reStructuredText: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html */
export function restructuredText(): Dialect {
  return {
    joins: true,
    heading: underlinedHeadings(),
    fence(line) {
      const [, name, argument] = DIRECTIVE.exec(line) ?? [];
      const isCode =
        name !== undefined && /^(?:code|code-block|sourcecode|parsed-literal|highlight)$/.test(name);
      if (!isCode) return undefined;
      const language = argument === "" ? {} : { language: argument ?? "" };
      return { ends: (it) => it.trim() !== "" && !/^\s/.test(it), keepsEnd: true, ...language };
    },
    line(line) {
      const directive = DIRECTIVE.exec(line);
      if (directive !== null)
        return directive[2] === "" || FILES.test(directive[1] ?? "") ? undefined : directive[2];
      const described = /^\s+:(?:alt|caption):\s+(.*)$/.exec(line);
      if (described !== null) return described[1];
      if (OPTION.test(line) || /^\s*::\s*$/.test(line)) return undefined;
      const target = /^\.\.\s+_`?([^:`]*)`?:\s*(\S.*)?$/.exec(line);
      if (target !== null) return target[2] === undefined ? undefined : `${target[1]} (${target[2]})`;
      // A footnote or citation is text; any other line after two dots is a comment.
      const note = /^\.\.\s+\[([^\]]+)\]\s*(.*)$/.exec(line);
      if (note !== null) return `[${note[1]}] ${note[2]}`;
      return /^\.\.(?:\s|$)/.test(line) ? undefined : line.replace(/::\s*$/, ":");
    },
    item: (line): Item | undefined => {
      const numbered = /^(\s*)#\.\s+(?=\S)/.exec(line);
      return numbered === null
        ? listItem(line)
        : {
            text: line.slice(numbered[0].length),
            depth: Math.floor((numbered[1]?.length ?? 0) / 2),
            ordered: true,
          };
    },
    inline: (text) =>
      text
        .replace(/``([^`]+)``/g, "$1")
        .replace(/`([^`<]+?)\s*<([^>`]+)>`__?/g, "$1 ($2)")
        .replace(/:[\w:+-]+:`([^`<]+?)(?:\s*<[^>`]+>)?`/g, "$1")
        .replace(/`([^`]+)`_{0,2}/g, "$1")
        .replace(/\*\*([^*]+)\*\*/g, "$1")
        .replace(/(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])/g, "$1")
        .replace(/\[(#?[\w-]+)\]_/g, "[$1]"),
  };
}
