import type { DraftBlock, DraftDocument, DraftItem } from "../canonical/draft.ts";

const LEVELS: Readonly<Record<string, number>> = {
  part: 1,
  chapter: 1,
  section: 2,
  subsection: 3,
  subsubsection: 4,
  paragraph: 5,
  subparagraph: 6,
};
const ACCENTS: Readonly<Record<string, string>> = {
  '"': "\u0308",
  "'": "\u0301",
  "`": "\u0300",
  "^": "\u0302",
  "~": "\u0303",
  c: "\u0327",
  v: "\u030c",
  H: "\u030b",
  k: "\u0328",
  r: "\u030a",
  "=": "\u0304",
  ".": "\u0307",
  u: "\u0306",
};
const LETTERS: Readonly<Record<string, string>> = {
  ss: "ß",
  ae: "æ",
  AE: "Æ",
  oe: "œ",
  OE: "Œ",
  o: "ø",
  O: "Ø",
  aa: "å",
  AA: "Å",
  l: "ł",
  L: "Ł",
  i: "ı",
  ldots: "…",
  dots: "…",
  textendash: "–",
  textemdash: "—",
  textbackslash: "\\",
  textasciitilde: "~",
  textdegree: "°",
  degree: "°",
  euro: "€",
  pounds: "£",
  copyright: "©",
  LaTeX: "LaTeX",
  TeX: "TeX",
  S: "§",
  P: "¶",
  quad: " ",
  qquad: " ",
  today: "",
};
/** Commands whose arguments are for the program, not for the reader. */
const SILENT =
  /\\(?:label|usepackage|documentclass|includegraphics|vspace|hspace|bibliographystyle|pagestyle|thispagestyle|setlength|newcommand|renewcommand|input|include|definecolor|hypersetup|graphicspath|setcounter|addtocounter)\*?(?:\s*\[[^\]]*\])*(?:\s*\{[^{}]*\})*/g;
const CODE = /\\(?:begin|end)\{(?:verbatim|lstlisting|minted|alltt)/;
const ENVIRONMENT = /^\s*\\(begin|end)\{(\w+\*?)\}(?:\[[^\]]*\])?(?:\{[^{}]*\})*/;

/** LaTeX as a reader of the printed page sees it, formulas as they are written. Macros are not expanded. */
export function parseTex(source: string): DraftDocument {
  const text = source.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const titles = /\\title(?:\[[^\]]{0,500}\])?\{((?:[^{}]|\{[^{}]{0,500}\}){0,1000})\}/.exec(text)?.[1];
  const author = /\\author(?:\[[^\]]{0,500}\])?\{((?:[^{}]|\{[^{}]{0,500}\}){0,1000})\}/.exec(text)?.[1];
  const begin = text.indexOf("\\begin{document}");
  const body =
    begin < 0
      ? text
      : text.slice(begin + "\\begin{document}".length).replace(/\\end\{document\}[\s\S]*$/, "");
  const blocks: DraftBlock[] = [];
  if (begin >= 0 && titles !== undefined) blocks.push({ kind: "heading", level: 1, text: plain(titles) });
  if (begin >= 0 && author !== undefined) blocks.push({ kind: "paragraph", text: plain(author) });
  readBody(body, blocks);
  return { title: titles === undefined ? undefined : plain(titles), blocks };
}

function readBody(body: string, blocks: DraftBlock[]): void {
  let open: string[] = [];
  let list: { items: DraftItem[]; depth: number; ordered: boolean } | undefined;
  let code: { name: string; lines: string[] } | undefined;
  let table: string[] | undefined;
  const close = () => {
    const text = plain(open.join(" "));
    open = [];
    const item = list?.items.at(-1);
    if (text === "") return;
    if (item !== undefined) item.text = `${item.text} ${text}`.trim();
    else blocks.push({ kind: "paragraph", text });
  };
  const closeList = () => {
    close();
    if (list !== undefined) blocks.push({ kind: "list", ordered: list.ordered, items: list.items });
    list = undefined;
  };
  for (const raw of linesOf(body)) {
    const environment = ENVIRONMENT.exec(raw);
    if (code !== undefined) {
      if (environment?.[1] === "end" && environment[2] === code.name) {
        blocks.push({ kind: "code", text: code.lines.join("\n") });
        code = undefined;
      } else code.lines.push(raw);
      continue;
    }
    const line = raw.replace(/(?<!\\)%.*$/, "");
    if (line.trim() === "" && raw.trim() !== "") continue;
    if (environment !== null) {
      const [whole, what, name = ""] = environment;
      if (/^(?:verbatim|lstlisting|minted|alltt)/.test(name)) {
        closeList();
        code = { name, lines: [] };
      } else if (/^(?:itemize|enumerate|description)/.test(name)) {
        close();
        if (what === "begin")
          list = {
            ordered: list?.ordered ?? name === "enumerate",
            items: list?.items ?? [],
            depth: (list?.depth ?? -1) + 1,
          };
        else if (list !== undefined && list.depth > 0) list.depth--;
        else closeList();
      } else if (/^(?:tabular|longtable|array|tabularx)/.test(name)) {
        closeList();
        if (what === "begin") table = [];
        else if (table !== undefined) {
          const rows = rowsOf(table.join("\n"));
          blocks.push({ kind: "table", headerRows: rows.length > 1 ? 1 : 0, rows });
          table = undefined;
        }
      } else close();
      if (line.length > whole.length) (table ?? open).push(line.slice(whole.length));
      continue;
    }
    if (table !== undefined) {
      table.push(line);
      continue;
    }
    const [heading, name = "", text = ""] =
      /^\s*\\(\w+)\*?(?:\[[^\]]*\])?\{((?:[^{}]|\{[^{}]*\})*)\}/.exec(line) ?? [];
    const level = LEVELS[name];
    if (heading !== undefined && level !== undefined) {
      closeList();
      blocks.push({ kind: "heading", level, text: plain(text) });
      open.push(line.slice(heading.length));
    } else if (/^\s*\\item\b/.test(line)) {
      close();
      list ??= { ordered: false, items: [], depth: 0 };
      list.items.push({ text: "", depth: list.depth });
      open.push(line.replace(/^\s*\\item\s*(?:\[([^\]]*)\])?/, "$1 "));
    } else if (line.trim() === "") close();
    else open.push(line);
  }
  if (code !== undefined) blocks.push({ kind: "code", text: code.lines.join("\n") });
  if (table !== undefined) open.push(...table);
  closeList();
}

/** Each environment and item at the beginning of a line, as they mostly are written. */
function* linesOf(body: string): Generator<string> {
  let isCode = false;
  for (const line of body.split("\n")) {
    const isMark = CODE.test(line);
    if (isMark || isCode || line.length > LONGEST_MARKED) yield line;
    else yield* line.split(/(?<=\S)[ \t]*(?=\\(?:begin|end)\{|\\item\b)/);
    if (isMark) isCode = line.includes("\\begin");
  }
}

function rowsOf(source: string): string[][] {
  return source
    .replace(/\\(?:hline|toprule|midrule|bottomrule|cline\{[^}]*\})/g, "")
    .split(/\\\\(?:\[[^\]]*\])?/)
    .map((row) => row.split(/(?<!\\)&/).map(plain))
    .filter((row) => row.some((cell) => cell !== ""));
}

/** What marks there are in longer paragraphs stays: patterns would take too long on them. */
const LONGEST_MARKED = 20_000;

/** Bounded passes from the inside out: `\textbf{a \emph{b}}` is `a b`. */
function plain(source: string): string {
  if (source.length > LONGEST_MARKED) return source;
  let text = source
    .replace(SILENT, "")
    .replace(/\\\\(?:\[[^\]]*\])?/g, " ")
    .replace(
      /\\(["'`^~=.]|[cvHkru](?![a-zA-Z]))\s*\{?\s*(\\?[A-Za-z])\}?/g,
      (_, mark: string, letter: string) => {
        return `${letter.replace("\\", "")}${ACCENTS[mark] ?? ""}`.normalize("NFC");
      },
    );
  for (let pass = 0; pass < 8 && /\\[A-Za-z]+\*?\s*[[{]/.test(text); pass++) {
    text = text
      .replace(/\\href\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, "$2 ($1)")
      .replace(/\\footnote\s*\{([^{}]*)\}/g, " ($1)")
      .replace(/\\(?:cite\w*|ref|eqref|autoref|pageref)\s*(?:\[[^\]]*\])*\s*\{([^{}]*)\}/g, "[$1]")
      .replace(/\\(?:text(?:color)|colorbox)\s*\{[^{}]*\}\s*\{([^{}]*)\}/g, "$1")
      .replace(/\\frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, "($1)/($2)")
      .replace(/\\[A-Za-z]+\*?(?:\s*\[[^\]]*\])*\s*\{([^{}]*)\}/g, "$1");
  }
  return text
    .replace(
      /\\([A-Za-z]+)\*?\s?/g,
      (_, name: string) =>
        LETTERS[name] ??
        (/^(?:centering|noindent|maketitle|tableofcontents|newpage|clearpage|par|item|bf|it|em|small|large|Large|tiny|normalsize|hfill|hline|caption)$/.test(
          name,
        )
          ? ""
          : `${name} `),
    )
    .replace(/\\[,;: ]/g, " ")
    .replace(/\\[!/-]/g, "")
    .replace(/\\([%&_#${}])/g, "$1")
    .replace(/(?<!\\)[{}]/g, "")
    .replace(/~/g, " ")
    .replace(/---/g, "—")
    .replace(/--/g, "–")
    .replace(/``|''/g, '"')
    .replace(/[^\S\n]+/g, " ")
    .trim();
}
