import { buildEpub, buildPptx, buildXlsx } from "../../../packages/parsing/testing/build-office.ts";
import { buildDocx, wordDocument } from "../../../packages/parsing/testing/build-zip.ts";

const LEVELS = 12;

/** "A billion laughs", a thousand times over; and a file of the machine's own. */
const DECLARATIONS = `<!DOCTYPE lolz [<!ENTITY l0 "lol">${Array.from(
  { length: LEVELS },
  (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
).join("")}<!ENTITY file SYSTEM "file:///proc/self/environ"><!ENTITY net SYSTEM "http://127.0.0.1:9/">]>`;
const LAUGHS = `&l${LEVELS};&file;&net;`;

export const entityBombs: readonly (readonly [key: string, bytes: Uint8Array])[] = [
  [
    "entities.docx",
    buildDocx(
      wordDocument(`<w:p><w:r><w:t>Text ${LAUGHS}</w:t></w:r></w:p>`).replace("?>", `?>${DECLARATIONS}`),
    ),
  ],
  [
    "entities.xlsx",
    buildXlsx([{ name: "1", xml: '<sheetData><row><c t="s"><v>0</v></c></row></sheetData>' }], {
      others: { "xl/sharedStrings.xml": `${DECLARATIONS}<sst><si><t>Text ${LAUGHS}</t></si></sst>` },
    }),
  ],
  [
    "entities.pptx",
    // The slide's own root comes after: what stands before it is no part of a slide.
    buildPptx([
      { xml: `${DECLARATIONS}<p:sp><p:txBody><a:p><a:t>Text ${LAUGHS}</a:t></a:p></p:txBody></p:sp>` },
    ]),
  ],
  [
    "entities.epub",
    buildEpub({ "a.xhtml": `${DECLARATIONS}<html><body><p>Text ${LAUGHS}</p></body></html>` }),
  ],
  [
    "entities.html",
    new TextEncoder().encode(`${DECLARATIONS}<html><body><p>Text ${LAUGHS}</p></body></html>`),
  ],
];

/** htmlparser2 takes quadratic time: ten times as many come to the limit on time instead. */
const DEEP = 20_000;

/** Elements in elements, closed and not. */
export const deepMarkup: readonly (readonly [key: string, bytes: Uint8Array])[] = [
  ["deep.html", new TextEncoder().encode(`${"<div>".repeat(DEEP)}Text`)],
  ["deep.epub", buildEpub({ "a.xhtml": `${"<div>".repeat(DEEP)}Text${"</div>".repeat(DEEP)}` })],
  ["deep.xlsx", buildXlsx([{ name: "1", xml: `${"<row>".repeat(DEEP)}<c t="str"><v>Text</v></c>` }])],
  [
    "deep.pptx",
    buildPptx([
      { xml: `${"<p:grpSp>".repeat(DEEP)}<p:sp><p:txBody><a:p><a:t>Text</a:t></a:p></p:txBody></p:sp>` },
    ]),
  ],
];
