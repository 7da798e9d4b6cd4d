import type { DraftBlock, DraftDocument } from "../canonical/draft.ts";
import type { ParseLimits } from "../limits.ts";
import { tooLarge } from "../problems.ts";
import { openDocument } from "./open-document.ts";

/** @throws FootnoteError file_encrypted, file_corrupt, file_too_large */
export async function parsePdf(bytes: Uint8Array, limits: ParseLimits): Promise<DraftDocument> {
  const document = await openDocument(bytes);
  try {
    if (document.numPages > limits.maxPages) {
      throw tooLarge(`It has ${document.numPages} pages; at most ${limits.maxPages} are read.`);
    }
    const blocks: DraftBlock[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      const text = items
        .map((item) => ("str" in item ? `${item.str}${item.hasEOL ? "\n" : ""}` : ""))
        .join("");
      blocks.push({ kind: "paragraph", text, page: number });
      page.cleanup();
    }
    return { title: undefined, blocks, pages: document.numPages };
  } finally {
    await document.loadingTask.destroy();
  }
}
