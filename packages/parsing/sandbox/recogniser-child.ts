import "./confine.ts";
import { asFootnoteError } from "@footnote/contracts";
import { recogniseFile } from "../ocr/recognise-file.ts";
import { openRecogniser, type Recogniser } from "../ocr/tesseract/engine.ts";
import { READY, type RecognitionReply, type RecognitionRequest } from "./messages.ts";

process.on("disconnect", () => process.exit());
process.on("message", (request: RecognitionRequest) => void recognise(request));
tell(READY);

async function recognise({ bytes, pages, languages }: RecognitionRequest): Promise<void> {
  try {
    const recogniser: Recogniser = await openRecogniser(languages);
    for await (const page of recogniseFile(recogniser, bytes, pages)) tell({ page });
  } catch (error) {
    const { code, message, action } = asFootnoteError(error);
    tell({ problem: { code, message, action } });
  }
}

function tell(reply: RecognitionReply | typeof READY): void {
  process.send?.(reply);
}
