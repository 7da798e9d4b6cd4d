import { BLOCK_ELEMENTS, INLINE_ELEMENTS } from "../html/elements.ts";

/** Elements that have no end. */
const VOID = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
/** Elements that may be left open: what comes next ends them. */
const OPEN = new Set("p li dt dd tr td th thead tbody tfoot option".split(" "));
const TAG = /<(\/?)([A-Za-z][\w.:-]*)((?:\s+[^<>]*)?)(\/?)>/g;
/** Attributes that HTML has without a value. */
const BARE = new Set(
  "open hidden checked disabled selected controls loop muted autoplay reversed required readonly multiple nowrap noshade compact download inert itemscope".split(
    " ",
  ),
);
/** Attributes of a component that people read. */
const READ = /\b(?:title|label|alt|summary|caption|description)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * Tells the tags of a Markdown page from what only looks like one: `<NAME>`, `List<String>`, `a<b>c`. A tag is one that
 * browsers know, in lower case, and ended somewhere if it has an end; in other cases only with its end.
 */
export function tagsOf(body: string): (name: string) => boolean {
  const ended = new Set([...body.matchAll(/<\/([A-Za-z][\w-]*)\s*>/g)].map(([, name = ""]) => name));
  return (name) => {
    const lower = name.toLowerCase();
    if (!BLOCK_ELEMENTS.has(lower) && !INLINE_ELEMENTS.has(lower)) return false;
    if (ended.has(name)) return true;
    return name === lower ? VOID.has(name) || OPEN.has(name) : /^(?:BR|HR|IMG|Br|Hr)$/.test(name);
  };
}

/** Markup whose other angle brackets are text. */
export function onlyTags(html: string, isTag: (name: string) => boolean, hasComponents: boolean): string {
  return html.replace(TAG, (whole, _end: string, name: string, attributes: string) => {
    if (isTag(name) && !areWords(attributes)) return whole;
    if (!hasComponents || !/^[A-Z]/.test(name)) return whole.replaceAll("<", "&lt;");
    const said = [...attributes.matchAll(READ)].map(([, a, b]) => a ?? b ?? "");
    return said.length === 0 ? " " : `<p>${said.join(" ")}</p>`;
  });
}

/** "if a<b and c>d": words stand behind the name, none of them an attribute. */
function areWords(attributes: string): boolean {
  const words = attributes.split(/[\s/]+/).filter((word) => word !== "");
  return (
    words.some((word) => /^\p{L}+$/u.test(word) && !BARE.has(word.toLowerCase())) && !/[="']/.test(attributes)
  );
}
