import type { DraftBlock, DraftDocument } from "../canonical/draft.ts";

const TIMES = /^\s*((?:\d+:)?\d{1,2}:\d{2})[.,]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}/;
/** So often a time is told, in seconds: often enough to find the place in the recording. */
const SECTION = 60;

/**
 * What is said in SubRip or WebVTT, without the numbers of its cues: sentences run on from cue to cue, under headings
 * that tell the time about every minute.
 */
export function parseSubtitles(fileName: string, source: string): DraftDocument {
  const blocks: DraftBlock[] = [];
  /** Lines, each of what was said in one cue or several. */
  let said: string[][] = [];
  let section: number | undefined;
  const close = () => {
    if (said.length > 0)
      blocks.push({ kind: "paragraph", text: said.map((line) => line.join(" ")).join("\n") });
    said = [];
  };
  for (const cue of source
    .replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n")
    .split(/\n[^\S\n]*\n+/)) {
    const lines = cue.split("\n").filter((line) => line.trim() !== "");
    const at = lines.findIndex((line) => TIMES.test(line));
    if (at < 0) {
      // Notes and styles are the author's; what a damaged file holds beside its cues is text.
      if (!/^(?:WEBVTT|NOTE|STYLE|REGION)\b/.test(lines[0] ?? ""))
        for (const line of lines) said.push([plain(line)]);
      continue;
    }
    const time = TIMES.exec(lines[at] ?? "")?.[1] ?? "0:00";
    const seconds = secondsOf(time);
    if (section === undefined || seconds - section >= SECTION || seconds < section) {
      close();
      section = seconds;
      blocks.push({ kind: "heading", level: 2, text: clock(seconds) });
    }
    append(
      said,
      lines
        .slice(at + 1)
        .map(plain)
        .join(" ")
        .trim(),
    );
  }
  close();
  return { title: fileName, blocks };
}

/** A speaker, a dash and a new sentence begin a line; what goes on in mid-sentence is the same one. */
function append(said: string[][], text: string): void {
  if (text === "") return;
  const line = said.at(-1);
  const last = line?.at(-1);
  const goesOn =
    last !== undefined && !/[.!?…"”\])]$/.test(last) && !/^(?:[-–—>]|\p{Lu}[\p{L} .]{0,30}:)/u.test(text);
  if (goesOn) line?.push(text);
  else said.push([text]);
}

function plain(line: string): string {
  return line
    .replace(/<v(?:\.[\w.]{1,50})?\s{1,9}([^>]{1,200})>/g, "$1: ")
    .replace(/<\/?(?:c|i|b|u|v|ruby|rt|lang|font)\b[^>]{0,200}>|<[\d:.]+>|\{\\an?\d\}/g, "")
    .replace(/&nbsp;/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .trim();
}

function secondsOf(time: string): number {
  return time.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
