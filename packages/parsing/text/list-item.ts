import type { Item } from "./dialect.ts";

const BULLET = /^(\s*)[-*+•‣◦▪●○■□](?:\s+|(?<=[•‣◦▪●○■□]))(?=\S)/u;
/** Kept in the text, since other passages may refer to it. */
const ENUMERATOR =
  /^(\s*)(?:\d{1,3}[.)]|[a-zA-Z][)]|[ivx]{1,5}[.)]|\((?:\d{1,3}|[a-z]|[ivx]{1,5})\))\s+(?=\S)/;
const PER_LEVEL = 2;

/** Of plain text: marked or numbered, deeper where it is indented. */
export function listItem(line: string): Item | undefined {
  const bullet = BULLET.exec(line);
  const mark = bullet ?? ENUMERATOR.exec(line);
  if (mark === null) return undefined;
  const indent = (mark[1] ?? "").replaceAll("\t", "    ").length;
  const text = bullet === null ? line : line.slice(mark[0].length);
  return { text: text.trim(), depth: Math.floor(indent / PER_LEVEL), ordered: bullet === null };
}
