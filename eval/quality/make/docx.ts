import { mock } from "node:test";
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";

export type DocxPart =
  | { readonly kind: "title"; readonly text: string }
  | { readonly kind: "heading"; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | {
      readonly kind: "list";
      readonly ordered: boolean;
      readonly items: readonly (string | readonly string[])[];
    }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] };

export interface DocxRecipe {
  /** Path in the handbook. */
  readonly target: string;
  readonly title: string;
  readonly date: Date;
  readonly parts: readonly DocxPart[];
}

export const title = (text: string): DocxPart => ({ kind: "title", text });
export const heading = (text: string): DocxPart => ({ kind: "heading", level: 1, text });
export const subheading = (text: string): DocxPart => ({ kind: "heading", level: 2, text });
export const paragraph = (text: string): DocxPart => ({ kind: "paragraph", text });
/** An item that is itself a list of strings is nested under the item before it. */
export const bullets = (...items: (string | readonly string[])[]): DocxPart => ({
  kind: "list",
  ordered: false,
  items,
});
export const steps = (...items: (string | readonly string[])[]): DocxPart => ({
  kind: "list",
  ordered: true,
  items,
});
export const table = (...rows: (readonly string[])[]): DocxPart => ({ kind: "table", rows });

const BLUE = "0B3C5D";
const HEADING_LEVELS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2 } as const;

/** The same bytes on every run: dates inside the file are the recipe's, and so are those of the zip entries. */
export async function writeDocx(recipe: DocxRecipe): Promise<Uint8Array> {
  mock.timers.enable({ apis: ["Date"], now: recipe.date });
  try {
    return await Packer.toBuffer(toDocument(recipe));
  } finally {
    mock.timers.reset();
  }
}

function toDocument(recipe: DocxRecipe): Document {
  return new Document({
    title: recipe.title,
    creator: "Tern Sound Marine Station",
    styles: {
      default: {
        document: { run: { font: "Calibri", size: 22 }, paragraph: { spacing: { after: 120, line: 276 } } },
        title: { run: { size: 48, bold: true, color: BLUE }, paragraph: { spacing: { after: 200 } } },
        heading1: {
          run: { size: 30, bold: true, color: BLUE },
          paragraph: { spacing: { before: 320, after: 120 } },
        },
        heading2: {
          run: { size: 25, bold: true, color: BLUE },
          paragraph: { spacing: { before: 240, after: 80 } },
        },
      },
    },
    numbering: {
      config: [numbering("bullets", LevelFormat.BULLET), numbering("steps", LevelFormat.DECIMAL)],
    },
    sections: [
      {
        headers: {
          default: new Header({ children: [small(`Tern Sound Marine Station · ${recipe.title}`)] }),
        },
        footers: { default: new Footer({ children: [pageNumber()] }) },
        children: recipe.parts.flatMap((part, position) => render(part, position)),
      },
    ],
  });
}

function numbering(reference: string, format: (typeof LevelFormat)[keyof typeof LevelFormat]) {
  const texts = format === LevelFormat.BULLET ? ["•", "–"] : ["%1.", "%2)"];
  const formats = format === LevelFormat.BULLET ? [format, format] : [format, LevelFormat.LOWER_LETTER];
  return {
    reference,
    levels: texts.map((text, level) => ({
      level,
      format: formats[level] ?? format,
      text,
      alignment: AlignmentType.LEFT,
      style: { paragraph: { indent: { left: 480 * (level + 1), hanging: 320 } } },
    })),
  };
}

function render(part: DocxPart, position: number): (Paragraph | Table)[] {
  switch (part.kind) {
    case "title":
      return [new Paragraph({ text: part.text, heading: HeadingLevel.TITLE })];
    case "heading":
      return [new Paragraph({ text: part.text, heading: HEADING_LEVELS[part.level] })];
    case "paragraph":
      return [new Paragraph(part.text)];
    case "list": {
      const reference = part.ordered ? "steps" : "bullets";
      const item = (text: string, level: number) =>
        new Paragraph({ text, numbering: { reference, level, instance: position }, spacing: { after: 60 } });
      return part.items.flatMap((entry) =>
        typeof entry === "string" ? [item(entry, 0)] : entry.map((text) => item(text, 1)),
      );
    }
    case "table":
      return [renderTable(part.rows), new Paragraph({ text: "", spacing: { after: 60 } })];
  }
}

function renderTable(rows: readonly (readonly string[])[]): Table {
  const line = { style: BorderStyle.SINGLE, size: 4, color: "B9C7D1" };
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: {
      top: line,
      bottom: line,
      left: line,
      right: line,
      insideHorizontal: line,
      insideVertical: line,
    },
    rows: rows.map(
      (cells, row) =>
        new TableRow({
          tableHeader: row === 0,
          cantSplit: true,
          children: cells.map(
            (text) =>
              new TableCell({
                margins: { top: 60, bottom: 60, left: 100, right: 100 },
                ...(row === 0 ? { shading: { type: ShadingType.CLEAR, fill: "E4EEF4" } } : {}),
                children: [
                  new Paragraph({
                    spacing: { after: 0 },
                    children: [new TextRun({ text, bold: row === 0 })],
                  }),
                ],
              }),
          ),
        }),
    ),
  });
}

const small = (text: string) =>
  new Paragraph({ children: [new TextRun({ text, size: 17, color: "5A6B7A" })] });

const pageNumber = () =>
  new Paragraph({
    alignment: AlignmentType.RIGHT,
    children: [new TextRun({ size: 17, color: "5A6B7A", children: ["Page ", PageNumber.CURRENT] })],
  });
