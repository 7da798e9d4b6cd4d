const NAMES: Readonly<Record<string, string>> = {
  code: "Source code",
  csv: "CSV",
  docx: "Word",
  eml: "E-mail",
  epub: "EPUB",
  html: "HTML",
  json: "JSON",
  markdown: "Markdown",
  pdf: "PDF",
  pptx: "PowerPoint",
  text: "Text",
  xlsx: "Excel",
};

/** What people call a format. */
export function formatName(format: string): string {
  return NAMES[format] ?? format;
}

/** In words, for whoever wonders what to add. */
export const READABLE =
  "PDF, Word, Excel, PowerPoint, e-mail, EPUB, web pages, Markdown, plain text, CSV, JSON and source code";

const EXTENSIONS = [
  "md markdown txt text html htm xhtml pdf docx docm dotx dotm xlsx xlsm xltx xltm pptx pptm ppsx ppsm potx potm eml epub csv tsv json jsonl ndjson",
  "ts mts cts tsx js mjs cjs jsx py pyi java kt kts scala cs go rs c h cpp cc cxx hpp hh hxx swift rb php pl pm",
  "lua r sh bash zsh ps1 psm1 sql css scss yaml yml toml tf hcl proto graphql gql",
];

/** What a file chooser offers first, as packages/parsing/detect.ts reads it. What is dropped is judged when it is read. */
export const ACCEPTED = EXTENSIONS.join(" ")
  .split(" ")
  .map((extension) => `.${extension}`)
  .join(",");
