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
