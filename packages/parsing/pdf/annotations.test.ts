import { PDFDocument } from "pdf-lib";
import { describe, expect, test } from "vitest";
import { type Annotation, annotate } from "../testing/annotate-pdf.ts";
import { buildPdf, type PdfLine } from "../testing/build-pdf.ts";
import { expectCanonical } from "../testing/expect-canonical.ts";
import { outlineOf, parse } from "../testing/parse.ts";

const at = (x: number, y: number, text: string, size = 10): PdfLine => ({ x, y, size, text });
type Form = ReturnType<PDFDocument["getForm"]>;
type Page = ReturnType<PDFDocument["getPage"]>;

async function fill(lines: PdfLine[], add: (form: Form, page: Page) => void) {
  const document = await PDFDocument.load(await buildPdf([lines]));
  add(document.getForm(), document.getPage(0));
  return document.save();
}

/** Points from the top. */
const box = (x: number, y: number, width = 150, height = 16) => ({ x, y: 792 - y - height, width, height });
const read = async (pdf: Uint8Array) => outlineOf(await parse("a.pdf", pdf));

describe("what was typed into a form", () => {
  test("stands behind its label", async () => {
    const pdf = await fill([at(72, 100, "Name of vessel:"), at(72, 140, "Berth:")], (form, page) => {
      for (const [name, value, y] of [
        ["a", "Sandpiper IV", 88],
        ["b", "C-117", 128],
      ] as const) {
        const field = form.createTextField(name);
        field.setText(value);
        field.addToPage(page, box(180, y));
      }
    });
    expect(await read(pdf)).toEqual(["p Name of vessel: Sandpiper IV", "p Berth: C-117"]);
  });

  test("stands under a label above it, and has its name where no label is near", async () => {
    const pdf = await fill([at(72, 100, "Remarks"), at(72, 600, "Thank you.")], (form, page) => {
      const remarks = form.createTextField("topmostSubform[0].Text7[0]");
      remarks.enableMultiline();
      remarks.setText("The winch is loud.\nPlease oil it.");
      remarks.addToPage(page, box(72, 104, 300, 60));
      const lone = form.createTextField("Harbour master");
      lone.setText("Ada Lind");
      lone.addToPage(page, box(300, 400));
    });
    expect((await read(pdf)).join(" ")).toMatch(
      /Remarks\s+The winch is loud\..*Please oil it\..*Harbour master: Ada Lind/s,
    );
  });

  test("takes the place of the dots that were to be written on", async () => {
    const pdf = await fill([at(72, 100, "Name ................ Date ................")], (form, page) => {
      const [name, date] = [form.createTextField("a"), form.createTextField("b")];
      name.setText("Ada Lind");
      date.setText("3 June 2026");
      date.addToPage(page, box(170, 88, 50));
      name.addToPage(page, box(100, 88, 40));
    });
    expect(await read(pdf)).toEqual(["p Name Ada Lind Date 3 June 2026"]);
  });

  test("in a table's row stays in its columns", async () => {
    const columns = [72, 220, 370];
    const rows = ["Rope", "Paint", "Tar"];
    const lines = [
      ...columns.map((x, index) => at(x, 100, ["Item", "Number", "Price"][index] ?? "")),
      ...rows.map((name, row) => at(72, 125 + 25 * row, name)),
    ];
    const pdf = await fill(lines, (form, page) => {
      for (const [row, name] of rows.entries()) {
        for (const [column, x] of [220, 370].entries()) {
          const field = form.createTextField(`${name}${column}`);
          field.setText(`${row}${column}`);
          field.addToPage(page, box(x, 113 + 25 * row, 60));
        }
      }
    });
    expect(await read(pdf)).toEqual([
      "table1 Item | Number | Price / Rope | 00 | 01 / Paint | 10 | 11 / Tar | 20 | 21",
    ]);
  });

  test("what was ticked, chosen and left open is told apart, also where the form says more than its label", async () => {
    const lines = [
      at(100, 100, "Insured"),
      at(100, 130, "On fire"),
      at(100, 160, "Reply"),
      at(100, 190, "Reply"),
      at(72, 220, "Port:"),
    ];
    const pdf = await fill(lines, (form, page) => {
      const insured = form.createCheckBox("insured");
      insured.addToPage(page, box(72, 90, 12, 12));
      insured.check();
      form.createCheckBox("fire").addToPage(page, box(72, 120, 12, 12));
      const reply = form.createRadioGroup("reply");
      reply.addOptionToPage("by letter", page, box(72, 150, 12, 12));
      reply.addOptionToPage("by telephone", page, box(72, 180, 12, 12));
      reply.select("by telephone");
      const port = form.createDropdown("port");
      port.setOptions(["Esbjerg", "Hull"]);
      port.select("Hull");
      port.addToPage(page, box(120, 208));
    });
    const said = (await read(pdf)).join("\n");
    expect(said).toContain("☒ Insured");
    expect(said).toContain("☐ On fire");
    expect(said).toContain("☐ Reply");
    // pdf-lib writes the options' numbers into the file, as many programs do.
    expect(said).toMatch(/☒ (?:\(by telephone\) )?Reply/);
    expect(said).toContain("Port: Hull");
  });

  test("a password and what is hidden stay unread", async () => {
    const pdf = await fill([at(72, 100, "Code:"), at(72, 140, "Seen.")], (form, page) => {
      const code = form.createTextField("code");
      code.setText("hunter2");
      code.enablePassword();
      code.addToPage(page, box(120, 88));
      const hidden = form.createTextField("hidden");
      hidden.setText("for the program only");
      hidden.addToPage(page, { ...box(300, 300), hidden: true });
    });
    const said = (await read(pdf)).join("\n");
    expect(said).not.toMatch(/hunter2|program only/);
  });
});

describe("what lies on a page", () => {
  const plain = (...lines: PdfLine[]) => buildPdf([lines, [at(72, 100, "The second page.")]]);
  const over = (
    y: number,
    more: Partial<Annotation> & { subtype: string },
    x = 72,
    width = 400,
  ): Annotation => ({
    x,
    y,
    width,
    height: 14,
    ...more,
  });

  test("text that was written onto it is read where it stands", async () => {
    const pdf = await annotate(await plain(at(72, 100, "Berth:"), at(72, 300, "The end.")), [
      over(90, { subtype: "FreeText", contents: "C-117" }, 120, 60),
      over(200, { subtype: "FreeText", contents: "Closed in winter" }),
    ]);
    expect(await read(pdf)).toEqual([
      "p Berth: C-117",
      "p Closed in winter",
      "p The end.",
      "p The second page.",
    ]);
  });

  test("comments are read after their page, with who made them", async () => {
    const pdf = await annotate(await plain(at(72, 100, "The hoist is safe.")), [
      over(90, { subtype: "Text", contents: "Since when?", author: "Ada" }),
      over(90, { subtype: "Highlight", contents: "See the log" }),
      over(90, { subtype: "Popup", contents: "Since when?", author: "Ada" }),
    ]);
    const parsed = await parse("a.pdf", pdf);
    expectCanonical(parsed);
    expect(outlineOf(parsed)).toEqual([
      "p The hoist is safe.",
      "p Comment by Ada: Since when?",
      "p Comment: See the log",
      "p The second page.",
    ]);
  });

  test("a link's target stands beside its text, once on a page, and not where the text says it", async () => {
    const uri = "https://tides.example.org/table";
    const pdf = await annotate(
      await plain(
        at(72, 100, "See the tide tables before you sail, or ask at"),
        at(72, 112, "the harbour office. Also at www.example.org here."),
        at(72, 124, "Write to Ada or call the tide tables."),
      ),
      [
        over(91, { subtype: "Link", uri }, 109, 52),
        over(103, { subtype: "Link", uri: "https://www.example.org/" }, 195, 80),
        over(115, { subtype: "Link", uri: "mailto:ada@example.org" }, 108, 18),
        over(115, { subtype: "Link", uri }, 180, 50),
        over(115, { subtype: "Link", uri: "javascript:alert(1)" }, 180, 50),
      ],
    );
    const parsed = await parse("a.pdf", pdf);
    expect(outlineOf(parsed)[0]).toBe(
      `p See the tide tables (${uri}) before you sail, or ask at the harbour office. Also at www.example.org here. Write to Ada (ada@example.org) or call the tide tables.`,
    );
    expect(parsed.notes).toEqual([{ kind: "links", count: 1 }]);
  });

  test("several links on one line stand each behind its own word, none inside another", async () => {
    const uri = (of: string) => `https://standards.example.org/a-long-way-to/${of}#section-5.1`;
    const line = "See tides, currents, and winds of this coast.";
    // Helvetica: where the words lie at 10 points, as the page is drawn.
    const pdf = await annotate(await plain(at(72, 100, line)), [
      over(91, { subtype: "Link", uri: uri("tides") }, 92, 22),
      over(91, { subtype: "Link", uri: uri("currents") }, 119, 36),
      over(91, { subtype: "Link", uri: uri("winds") }, 180, 25),
    ]);
    expect((await read(pdf))[0]).toBe(
      `p See tides (${uri("tides")}), currents (${uri("currents")}), and winds (${uri("winds")}) of this coast.`,
    );
  });

  test("attachments are named", async () => {
    const document = await PDFDocument.load(await plain(at(72, 100, "See the sheet.")));
    await document.attach(new TextEncoder().encode("a;b"), "tides.csv", { mimeType: "text/csv" });
    const parsed = await parse("a.pdf", await document.save());
    expect(parsed.notes).toEqual([{ kind: "attachments", count: 1, names: ["tides.csv"] }]);
  });
});
