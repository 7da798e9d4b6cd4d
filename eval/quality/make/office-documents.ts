import {
  buildPptx,
  buildXlsx,
  escapeXml,
  shape,
  sheetData,
} from "../../../packages/parsing/testing/build-office.ts";
import {
  buildWord,
  level,
  numbered,
  numberingOf,
  paragraph,
  run,
} from "../../../packages/parsing/testing/build-word.ts";

/** Office files with what stands beside their text, by name, each with its reference. */
export const OFFICE_DOCUMENTS: Readonly<Record<string, readonly [file: Uint8Array, reference: string]>> = {
  "lease.docx": [lease(), leaseReference()],
  "dues.pptx": [dues(), duesReference()],
  "berths.xlsx": [berths(), berthsReference()],
};

/** A header and a footer, automatic numbers, a text box, a link, a footnote and a comment. */
function lease(): Uint8Array {
  const story = (name: string, text: string) => `<w:${name}>${paragraph(text)}</w:${name}>`;
  const box = `<w:r><w:drawing><wp:inline><a:graphic><wps:txbx><w:txbxContent>${paragraph("Keys are with the gatekeeper.")}</w:txbxContent></wps:txbx></a:graphic></wp:inline></w:drawing></w:r>`;
  const body = [
    numbered("Premises", 1),
    paragraph(`${run("The shed on the north quay.")}${box}`),
    numbered("Rent", 1),
    numbered("due on the first working day", 1, 1),
    numbered("paid by standing order", 1, 1),
    paragraph(`${run("Arrears bear interest.")}<w:r><w:footnoteReference w:id="2"/></w:r>`),
    paragraph(
      `${run("Apply at the ")}<w:hyperlink r:id="l">${run("portal")}</w:hyperlink>${run(".")}<w:r><w:commentReference w:id="1"/></w:r>`,
    ),
    '<w:sectPr><w:headerReference w:type="default" r:id="h"/><w:footerReference w:type="default" r:id="f"/></w:sectPr>',
  ];
  return buildWord(body.join(""), {
    parts: {
      h: ["header", story("hdr", "Document QMS-4471 revision F")],
      f: ["footer", story("ftr", "Valid until 30 November 2027")],
      n: ["numbering", numberingOf([[level("decimal", "%1"), level("lowerLetter", "(%2)")]])],
      o: [
        "footnotes",
        `<w:footnotes><w:footnote w:id="2">${paragraph("Four per cent a year.")}</w:footnote></w:footnotes>`,
      ],
      c: [
        "comments",
        `<w:comments><w:comment w:id="1" w:author="Ruff">${paragraph("Approved in May.")}</w:comment></w:comments>`,
      ],
    },
    addresses: { l: "https://apply.example.org/b27" },
  });
}

function leaseReference(): string {
  return `Document QMS-4471 revision F

Valid until 30 November 2027

1 Premises

The shed on the north quay.

Keys are with the gatekeeper.

2 Rent

(a) due on the first working day
(b) paid by standing order

Arrears bear interest.[1]

Apply at the portal (https://apply.example.org/b27).

Comment by Ruff: Approved in May.

[1] Four per cent a year.
`;
}

/** A chart, a table beside it, a hidden slide and what the speaker says. */
function dues(): Uint8Array {
  const points = (values: readonly string[]) =>
    values.map((value, index) => `<c:pt idx="${index}"><c:v>${escapeXml(value)}</c:v></c:pt>`).join("");
  const series = (name: string, values: readonly string[], sizes: readonly string[] = []) =>
    `<c:ser><c:tx><c:v>${name}</c:v></c:tx><c:cat>${points(["Smew", "Teal"])}</c:cat><c:val>${points(values)}</c:val><c:bubbleSize>${points(sizes)}</c:bubbleSize></c:ser>`;
  const title =
    "<c:title><c:tx><c:rich><a:p><a:r><a:t>Dues by ship</a:t></a:r></a:p></c:rich></c:tx></c:title>";
  const chart = `<c:chartSpace><c:chart>${title}<c:plotArea>${series("Summer", ["120", "95"])}${series("Winter", ["80", "70"], ["3", "5"])}</c:plotArea></c:chart></c:chartSpace>`;
  const frame = '<p:graphicFrame><a:graphic><c:chart r:id="c"/></a:graphic></p:graphicFrame>';
  return buildPptx([
    {
      xml: `${shape("Harbour dues", "title")}${shape("Paid at the gate", "body")}${frame}`,
      notes: "Say that berth nine is reserved.",
      parts: { c: ["chart", chart] },
    },
    { xml: `${shape("Reserve", "title")}${shape("The budget holds 880.", "body")}`, isHidden: true },
  ]);
}

function duesReference(): string {
  return `Harbour dues

Paid at the gate

Chart: Dues by ship

| | Summer | Winter | Winter size |
| Smew | 120 | 80 | 3 |
| Teal | 95 | 70 | 5 |

Speaker notes

Say that berth nine is reserved.

Reserve

The budget holds 880.
`;
}

/** Two header rows, tables beside each other, a comment and a text box. */
function berths(): Uint8Array {
  const drawing =
    "<xdr:wsDr><xdr:sp><xdr:txBody><a:p><a:r><a:t>Depths as of May.</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>";
  const comments =
    '<comments><authors><author>Ann</author></authors><commentList><comment ref="A3" authorId="0"><text><t>Dredged in March.</t></text></comment></commentList></comments>';
  const rates = sheetData([
    ["", "Rates", "Rates"],
    ["Region", "Day", "Night"],
    ["North", "31", "47"],
    ["South", "29", "40"],
  ]);
  const lists = sheetData([
    ["Name", "Watch", "", "Boat", "Length"],
    ["Ruff", "night", "", "Tern", "12"],
    ["Snipe", "day", "", "Skua", "9"],
  ]);
  return buildXlsx([
    {
      name: "Rates",
      xml: `${rates}<mergeCells><mergeCell ref="B1:C1"/></mergeCells><drawing r:id="d"/>`,
      parts: { d: ["drawing", drawing], c: ["comments", comments] },
    },
    { name: "Lists", xml: lists },
  ]);
}

function berthsReference(): string {
  return `Rates

| Region | Rates Day | Rates Night |
| North | 31 | 47 |
| South | 29 | 40 |

Depths as of May.

Comment by Ann on cell A3 (North): Dredged in March.

Lists

| Name | Watch |
| Ruff | night |
| Snipe | day |

| Boat | Length |
| Tern | 12 |
| Skua | 9 |
`;
}
