const NAMES: Readonly<Record<string, string>> = {
  asciidoc: "AsciiDoc",
  calendar: "Calendar",
  code: "Source code",
  csv: "CSV",
  docx: "Word",
  eml: "E-mail",
  epub: "EPUB",
  html: "HTML",
  json: "JSON",
  log: "Log",
  markdown: "Markdown",
  mediawiki: "Wiki page",
  mhtml: "Saved web page",
  notebook: "Notebook",
  org: "Org",
  pdf: "PDF",
  pptx: "PowerPoint",
  rst: "reStructuredText",
  rtf: "RTF",
  subtitles: "Subtitles",
  tex: "LaTeX",
  text: "Text",
  textile: "Textile",
  xlsx: "Excel",
  xml: "XML",
};

/** Each with what people call it, in the order of that. */
export const FORMATS: readonly (readonly [format: string, name: string])[] = Object.entries(NAMES).sort(
  ([, one], [, other]) => one.localeCompare(other),
);

/** What people call a format. */
export function formatName(format: string): string {
  return NAMES[format] ?? format;
}

/** In words, for whoever wonders what to add. */
export const READABLE =
  "PDF, Word, Excel, PowerPoint, e-mail, web pages, Markdown, text, CSV, source code and more";

const EXTENSIONS = [
  "md markdown txt text html htm xhtml pdf docx docm dotx dotm xlsx xlsm xltx xltm pptx pptm ppsx ppsm potx potm eml mht mhtml epub csv tsv json jsonl ndjson",
  "rtf rst adoc asciidoc org tex textile mediawiki log xml srt vtt ics vcf ipynb mdx",
  "ts mts cts tsx js mjs cjs jsx py pyi java kt kts scala cs go rs c h cpp cc cxx hpp hh hxx swift rb php pl pm",
  "lua r sh bash zsh ps1 psm1 sql css scss yaml yml toml tf hcl proto graphql gql",
  "ini conf cfg cnf config inf editorconfig service desktop properties props env bat cmd diff patch bib groovy gradle mk",
  "mak cmake vb vbs bas fs fsx dart ex exs erl hrl hs clj cljs edn jl m f f90 f95 for cob cbl pas sass less vue svelte",
  "fish csh ksh ddl dml pls plsql json5 jsonc nix zig sol asm s awk",
];

/** What a file chooser offers first, as packages/parsing/detect.ts reads it. What is dropped is judged when it is read. */
export const ACCEPTED = EXTENSIONS.join(" ")
  .split(" ")
  .map((extension) => `.${extension}`)
  .join(",");
