import mammoth from "mammoth";
import type { DraftDocument } from "./canonical/draft.ts";
import { readFragment } from "./html/parse-html.ts";
import { xmlElementText } from "./html/xml-element.ts";
import type { ParseLimits } from "./limits.ts";
import { corrupt } from "./problems.ts";
import { inflateWithin } from "./zip.ts";

const PROPERTIES = "docProps/core.xml";
/** Beyond what mammoth maps by itself. */
const STYLES = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"];

/** @throws FootnoteError file_corrupt, file_encrypted, file_too_large */
export async function parseDocx(bytes: Uint8Array, limits: ParseLimits): Promise<DraftDocument> {
  const contents = inflateWithin(bytes, limits.maxInflatedBytes, [PROPERTIES]);
  const { value } = await mammoth
    .convertToHtml(
      { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
      {
        styleMap: STYLES,
        includeEmbeddedStyleMap: false,
        convertImage: mammoth.images.imgElement(async () => ({ src: "" })),
      },
    )
    .catch((error: unknown) => {
      throw corrupt("Word document", "its content is damaged.", error);
    });
  return { title: xmlElementText(contents.get(PROPERTIES), "dc:title"), blocks: readFragment(value) };
}
