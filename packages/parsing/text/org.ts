import type { Dialect } from "./dialect.ts";
import { listItem } from "./list-item.ts";

/** Org: https://orgmode.org/worg/org-syntax.html */
export const ORG: Dialect = {
  joins: true,
  heading(lines, at) {
    const [, stars = "", text = ""] = /^(\*{1,8})\s+(\S.*)$/.exec(lines[at] ?? "") ?? [];
    return stars === "" ? undefined : { level: stars.length, text, lines: 1 };
  },
  fence(line) {
    const [, name = "", language] = /^\s*#\+begin_(\w+)(?:\s+(\S+))?/i.exec(line) ?? [];
    if (name === "") return undefined;
    const ends = (it: string) => it.trim().toLowerCase() === `#+end_${name.toLowerCase()}`;
    if (/^comment$/i.test(name)) return { ends, isComment: true };
    if (!/^(?:src|example|export)$/i.test(name)) return { ends, isText: true };
    return { ends, ...(language === undefined ? {} : { language }) };
  },
  line(line) {
    if (/^\s*:(?:properties|end|logbook):\s*$/i.test(line) || /^\s*#(?:\s|$)/.test(line)) return undefined;
    const keyword = /^\s*#\+(\w+):\s*(.*)$/.exec(line);
    if (keyword !== null)
      return /^(?:options|startup|latex\w*|html\w*|setupfile)$/i.test(keyword[1] ?? "")
        ? undefined
        : keyword[2];
    return line.replace(/^(\s*):([\w-]+):(?=\s)/, "$1$2:");
  },
  item(line) {
    // A star at the beginning of a line is a heading.
    const item = /^\*/.test(line) ? undefined : listItem(line);
    return item === undefined ? undefined : { ...item, text: item.text.replace(/^\[[ xX-]\]\s+/, "") };
  },
  inline: (text) =>
    text
      .replace(/\[\[([^\][]+)\]\[([^\][]+)\]\]/g, "$2 ($1)")
      .replace(/\[\[([^\][]+)\]\]/g, "$1")
      .replace(/(?<![\w*])\*([^*\s](?:[^*\n]*[^*\s])?)\*(?![\w*])/g, "$1")
      .replace(/(?<![\w~=])[~=]([^~=\s](?:[^~=\n]*[^~=\s])?)[~=](?![\w~=])/g, "$1")
      .replace(/\[fn:([^\]:]*):?([^\]]*)\]/g, (_, name: string, note: string) =>
        note === "" ? `[${name}]` : ` (${note})`,
      ),
};
