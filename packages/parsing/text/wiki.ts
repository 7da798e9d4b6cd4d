import type { Dialect } from "./dialect.ts";

const links = (text: string) =>
  text
    .replace(
      /\[\[(?:File|Image|Datei|Bild|Fichier|Archivo):[^\]|]*(?:\|([^\]]*))?\]\]/gi,
      (_, options?: string) => options?.split("|").at(-1) ?? "",
    )
    .replace(/\[\[[^\]|]*\|([^\]]+)\]\]/g, "$1")
    .replace(/\[\[([^\]]+)\]\]/g, "$1")
    .replace(/\[(https?:\/\/[^\s\]]+)\s+([^\]]+)\]/g, "$2 ($1)")
    .replace(/\[(https?:\/\/[^\s\]]+)\]/g, "$1");

/** MediaWiki: https://www.mediawiki.org/wiki/Help:Formatting */
export const MEDIAWIKI: Dialect = {
  joins: true,
  heading(lines, at) {
    const [, marks = "", text = ""] = /^(={1,6})\s*([^=].*?)\s*\1\s*$/.exec(lines[at] ?? "") ?? [];
    return marks === "" ? undefined : { level: marks.length, text, lines: 1 };
  },
  table: (line) => (/^\s*\{\|/.test(line) ? { ends: (it) => /^\s*\|\}/.test(it) } : undefined),
  line: (line) => line.replace(/<!--.*?-->/g, ""),
  item(line) {
    const [whole = "", marks = ""] = /^([*#:;]+)\s*(?=\S)/.exec(line) ?? [];
    if (marks === "") return undefined;
    return { text: line.slice(whole.length), depth: marks.length - 1, ordered: marks.endsWith("#") };
  },
  inline: (text) =>
    links(text)
      .replace(/'{2,5}/g, "")
      .replace(/<\/?(?:br|ref|nowiki|small|b|i|u|sup|sub|code|span|div)\b[^>]*>/g, " "),
};

/** Textile: https://textile-lang.com */
export const TEXTILE: Dialect = {
  joins: true,
  heading(lines, at) {
    const [, level = "", text = ""] = /^h([1-6])(?:[({[<>=][^.]*)?\.\s+(\S.*)$/.exec(lines[at] ?? "") ?? [];
    return level === "" ? undefined : { level: Number(level), text, lines: 1 };
  },
  line: (line) =>
    (/^\|/.test(line) ? line.replace(/\|(?:_|[<>=~^]|\\\d|\/\d)+\.\s*/g, "| ") : line).replace(
      /^(?:p|bq|bc|pre|fn\d+)(?:[({[<>=][^.]*)?\.{1,2}\s+/,
      "",
    ),
  item(line) {
    const [whole = "", marks = ""] = /^([*#]+)\s+(?=\S)/.exec(line) ?? [];
    return marks === ""
      ? undefined
      : { text: line.slice(whole.length), depth: marks.length - 1, ordered: marks.endsWith("#") };
  },
  inline: (text) =>
    text
      .replace(/"([^"]+?)(?:\([^)]*\))?":(https?:\/\/[^\s)]*[\w/])/g, "$1 ($2)")
      .replace(/![^!\s]+?(?:\(([^)]*)\))?!/g, "$1")
      .replace(/(?<![\w*])\*{1,2}([^*\s](?:[^*\n]*[^*\s])?)\*{1,2}(?![\w*])/g, "$1")
      .replace(/(?<!\w)_{1,2}([^_\s](?:[^_\n]*[^_\s])?)_{1,2}(?!\w)/g, "$1")
      .replace(/@([^@\n]+)@/g, "$1"),
};
