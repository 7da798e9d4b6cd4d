import type { ParsedDocument, SourceFile } from "@footnote/contracts";
import type { ParseLimits } from "./limits.ts";

export { DEFAULT_LIMITS, type ParseLimits, type SandboxLimits, secondsFor } from "./limits.ts";
export type { LanguageData } from "./ocr/tesseract/engine.ts";
export { readLanguages } from "./ocr/tesseract/languages.ts";
export { tooSlow } from "./problems.ts";
export { type DrawPage, openPagePictures } from "./sandbox/page-pictures.ts";
export type { RecognitionOptions } from "./sandbox/recognise.ts";
export { openParser, type ParserSandbox, type Recognition } from "./sandbox/sandbox.ts";
export { PARSER_VERSION } from "./version.ts";

/**
 * See parse-file.ts. Loaded when it is called: the libraries of all formats take 100 MB and a second, and a process that
 * leaves the reading to a sandbox never needs them.
 */
export async function parseFile(source: SourceFile, limits: ParseLimits): Promise<ParsedDocument> {
  const { parseFile: parse } = await import("./parse-file.ts");
  return parse(source, limits);
}
