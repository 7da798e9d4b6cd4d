const NAMES: Readonly<Record<string, string>> = {
  csv: "CSV",
  docx: "Word",
  html: "HTML",
  markdown: "Markdown",
  pdf: "PDF",
  text: "Text",
};

/** What people call a format. */
export function formatName(format: string): string {
  return NAMES[format] ?? format;
}
