import "./confine.ts";
import { asFootnoteError } from "@footnote/contracts";
import { pagePicture } from "../pdf/page-picture.ts";
import { type PageReply, type PageRequest, READY } from "./messages.ts";

process.on("disconnect", () => process.exit());
process.on("message", (request: PageRequest) => void draw(request));
tell(READY);

async function draw({ bytes, page, quote }: PageRequest): Promise<void> {
  try {
    tell({ picture: await pagePicture(bytes, page, quote) });
  } catch (error) {
    const { code, message, action } = asFootnoteError(error);
    tell({ problem: { code, message, action } });
  }
}

function tell(reply: PageReply | typeof READY): void {
  process.send?.(reply);
}
