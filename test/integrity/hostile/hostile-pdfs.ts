import { deflatedBomb } from "../../../packages/parsing/testing/build-bomb.ts";

/** The objects with the table of where each begins (ISO 32000-1, 7.5.4); the first is the catalogue. */
function buildRawPdf(objects: readonly (string | Buffer)[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from("%PDF-1.7\n")];
  let offset = parts[0]?.length ?? 0;
  const places = ["0000000000 65535 f \n"];
  for (const [index, object] of objects.entries()) {
    const part = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      Buffer.from(object),
      Buffer.from("\nendobj\n"),
    ]);
    places.push(`${String(offset).padStart(10, "0")} 00000 n \n`);
    parts.push(part);
    offset += part.length;
  }
  parts.push(
    Buffer.from(
      `xref\n0 ${places.length}\n${places.join("")}trailer\n<</Size ${places.length}/Root 1 0 R>>\nstartxref\n${offset}\n%%EOF\n`,
    ),
  );
  return new Uint8Array(Buffer.concat(parts));
}

/** One page whose content is this many megabytes of blanks. */
export function flateBombPdf(megabytes: number): Uint8Array {
  const content = Buffer.concat([Buffer.from([0x78, 0x9c]), deflatedBomb(megabytes)]);
  return buildRawPdf([
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>",
    Buffer.concat([
      Buffer.from(`<</Filter/FlateDecode/Length ${content.length}>>\nstream\n`),
      content,
      Buffer.from("\nendstream"),
    ]),
  ]);
}

/** @param claimed how many pages it says it has */
export function manyPagesPdf(pages: number, claimed = pages): Uint8Array {
  const kids = Array.from({ length: pages }, (_, index) => `${index + 3} 0 R`).join(" ");
  return buildRawPdf([
    "<</Type/Catalog/Pages 2 0 R>>",
    `<</Type/Pages/Kids[${kids}]/Count ${claimed}>>`,
    ...Array.from({ length: pages }, () => "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"),
  ]);
}

/** Pages whose parent is their own child. */
export function circularPdf(): Uint8Array {
  return buildRawPdf([
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>",
  ]);
}
