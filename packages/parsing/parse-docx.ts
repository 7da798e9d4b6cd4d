import mammoth from "mammoth";
import type { DraftDocument } from "./canonical/draft.ts";
import { readFragment } from "./html/parse-html.ts";
import type { ParseLimits } from "./limits.ts";
import { CORE_PROPERTIES, titleOf } from "./office/properties.ts";
import { corrupt } from "./problems.ts";
import { ZipArchive } from "./zip/archive.ts";

/** Beyond what mammoth maps by itself. */
const STYLES = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"];

/** @throws FootnoteError file_corrupt, file_encrypted, file_too_large */
export async function parseDocx(bytes: Uint8Array, limits: ParseLimits): Promise<DraftDocument> {
  const archive = new ZipArchive(bytes, "Word document", limits);
  let properties: Uint8Array | undefined;
  // Every part once, so that mammoth, which has no limits, cannot be made to inflate more.
  for (const name of archive.names) {
    const content = archive.read(name);
    if (name === CORE_PROPERTIES) properties = content;
  }
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
  return { title: titleOf(properties), blocks: readFragment(value) };
}
