import type { DraftDocument } from "./canonical/draft.ts";

/** Paragraphs are what blank lines or page breaks divide; line breaks inside stay, since they may mean something. */
export function parseText(source: string): DraftDocument {
  const paragraphs = source.replace(/\r\n?/g, "\n").split(/\n[^\S\n]*\n\s*|\f/);
  return { title: undefined, blocks: paragraphs.map((text) => ({ kind: "paragraph", text })) };
}
