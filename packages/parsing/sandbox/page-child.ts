import "./confine.ts";
import { asFootnoteError } from "@footnote/contracts";
import { pictureOf } from "../ocr/picture-of.ts";
import { type PageReply, type PageRequest, READY } from "./messages.ts";

process.on("disconnect", () => process.exit());
process.on("message", (request: PageRequest) => void draw(request));
tell(READY);

async function draw(request: PageRequest): Promise<void> {
  try {
    tell({ picture: await pictureOf(request) });
  } catch (error) {
    const { code, message, action } = asFootnoteError(error);
    tell({ problem: { code, message, action } });
  }
}

function tell(reply: PageReply | typeof READY): void {
  process.send?.(reply);
}
