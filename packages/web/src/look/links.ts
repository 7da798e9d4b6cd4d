import { type InlineMark, isSafeAddress, type Span } from "@footnote/contracts";

/** A file: what a link that names another file of its bucket starts from. */
export interface LinkBase {
  readonly bucket: string;
  readonly key: string;
}

const SCHEME = /^[a-z][a-z\d+.-]*:/i;

/**
 * Where a document's link leads from here: a page or mailbox outside, another document of its bucket; undefined for anything
 * else. Documents are untrusted: this is the one place where what they say becomes an address.
 */
export function targetOf(href: string, base: LinkBase | undefined): string | undefined {
  if (isSafeAddress(href)) return URL.canParse(href) ? new URL(href).href : undefined;
  if (base === undefined || SCHEME.test(href)) return undefined;
  const root = "https://bucket.invalid/";
  const folder = base.key.split("/").slice(0, -1).map(encodeURIComponent).join("/");
  const url = URL.parse(href, `${root}${folder === "" ? "" : `${folder}/`}`);
  if (url === null || !url.href.startsWith(root)) return undefined;
  return namedPath(base.bucket, decoded(url.pathname.slice(1)));
}

/** @example "/open?bucket=policies&key=travel%2Fhotels.md" */
export function namedPath(bucket: string, key: string): string {
  return `/open?${new URLSearchParams({ bucket, key })}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const ADDRESS_BEHIND = /\s*\((\S+)\)\s*$/;
/** More than any address that a link keeps; in a long text the pattern would take too long. */
const LONGEST_BEHIND = 2_500;
/** Words that say where they lead, as "gsa.gov" does: beside them the address is not left out, since it may be another. */
const SAYS_WHERE = /[\p{L}\p{N}]\.\p{L}{2}|:\/\/|@/u;

/** How much of a link's text are its words, without the address that the text spells out behind them. */
export function wordsOfLink(text: string, href: string): number {
  const from = Math.max(0, text.length - LONGEST_BEHIND);
  const found = ADDRESS_BEHIND.exec(text.slice(from));
  const [, address = ""] = found ?? [];
  const end = from + (found?.index ?? 0);
  if (found === null || end === 0 || SAYS_WHERE.test(text.slice(0, end))) return text.length;
  const isIt = [address, `mailto:${address}`].some(
    (it) => (URL.canParse(it) ? new URL(it).href : it) === href,
  );
  return isIt || encodeURI(address.toWellFormed()) === href ? end : text.length;
}

const ADDRESS = /https?:\/\/[^\s<>"'()[\]{}|]*[^\s<>"'()[\]{}|.,;:!?]/g;

/** Addresses that stand in a text and are nobody's link yet. @param start of the text in its document */
export function bareLinks(text: string, start: number, marks: readonly InlineMark[]): InlineMark[] {
  const links = marks.filter(({ kind }) => kind === "link");
  return [...text.matchAll(ADDRESS)].flatMap(({ 0: href, index }): InlineMark[] => {
    const span: Span = { start: start + index, end: start + index + href.length };
    const isTaken = links.some((link) => link.start < span.end && link.end > span.start);
    return isTaken ? [] : [{ kind: "link", href, ...span }];
  });
}
