/**
 * Tried in this order wherever one may begin; what a name captures decides what becomes of it. Lengths are bounded,
 * since each of many that never end would be read to the end of the file.
 */
const SOURCES = [
  // Code: fenced, or between backticks within a paragraph.
  String.raw`(?<fenced>^[ \t>]*(?<fence>\x60{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^[ \t>]*\k<fence>|(?![\s\S])))`,
  String.raw`(?<span>(?<ticks>\x60+)(?!\x60)(?:(?!\n[ \t]*\n)[\s\S])*?(?<!\x60)\k<ticks>(?!\x60))`,
  String.raw`\{%-?\s*raw\s*-?%\}(?<raw>[\s\S]{0,10000}?)\{%-?\s*endraw\s*-?%\}`,
  // Comments, whole.
  String.raw`\{%-?\s*comment\s*-?%\}[\s\S]{0,10000}?\{%-?\s*endcomment\s*-?%\}|\{#[^}]{0,1000}#\}`,
  // {% tag "argument" %}
  String.raw`\{%-?\s*(?<tag>[\w-]+)(?<given>(?:"[^"]{0,500}"|'[^']{0,500}'|[^%"']|%(?!\})){0,1000})%\}|\{%[^%]{0,1000}%\}`,
  // {{< shortcode >}}, {{% shortcode %}}, {{ page.url }}, {{ "/a" | url }}, {{ super() }}
  String.raw`\{\{[<%][^\n]{0,1000}?[>%]\}\}|\{\{-?\s{0,9}(?:(?:site|page|layout|collections?|include|paginator|forloop|loop|post|eleventy|jekyll|pkg|metadata)\b\s{0,9}[.|\x5b]|super\(|content\s{0,9}[|}]|["'][^{}\n]{0,1000}["']\s{0,9}\|)[^{}\n]{0,1000}\}\}|\{\{[^{}\n|]{0,1000}\|\s{0,9}(?:relative_url|absolute_url|url|safe|markdownify|dump|jsonify)\b[^{}\n]{0,1000}\}\}`,
  // Attributes in the manner of kramdown and Pandoc: {: .note} anywhere, {#id .class} after a heading, which is looked
  // for behind the brace and not before it: else at every character of a line.
  String.raw`\{:[^}\n]{0,1000}\}|\{[#.](?<=^#{1,6}[ \t][^\n]{0,500}\{[#.])[^}\n]{0,500}\}(?=[ \t]*$)`,
];
const RAW_MARKERS = /\{%-?\s*(?:end)?raw\s*-?%\}/g;

/**
 * Pages written for a site generator (Liquid, Nunjucks, Jinja, Hugo, kramdown) hold instructions that no reader of
 * the page sees: they go, and are counted. What stays: code, since it may be about templates; `{{ customer.name }}`, since
 * people write placeholders so; and the argument of a tag that reads as words rather than as a path, since that is what the tag
 * shows.
 *
 * @example `Ask in {% slack_channel "dev" %}` becomes `Ask in #dev`
 */
export function removeTemplateTags(source: string): { text: string; removed: number } {
  if (!/\{[%{:#.]/.test(source)) return { text: source, removed: 0 };
  let removed = 0;
  const text = source.replace(new RegExp(SOURCES.join("|"), "gm"), (...match) => {
    const groups = match.at(-1) as Record<string, string | undefined>;
    const code = groups.fenced ?? groups.span;
    if (code !== undefined) return code.replace(RAW_MARKERS, "");
    if (groups.raw !== undefined) return groups.raw;
    removed++;
    if (groups.tag === undefined) return "";
    const enclosing = source.includes(`end${groups.tag}`);
    const shown = [...(groups.given ?? "").matchAll(/(?<![:=]\s*)(?:"([^"]*)"|'([^']*)')/g)]
      .map((argument) => argument[1] ?? argument[2] ?? "")
      .at(enclosing ? 0 : -1);
    if (shown === undefined || isPath(shown)) return "";
    // A tag around content shows its first argument above it, as a heading of a box does.
    if (enclosing) return `\n\n${shown}\n\n`;
    // A channel is written as people write it.
    return groups.tag.includes("channel") ? `#${shown.replace(/^#/, "")}` : shown;
  });
  return { text, removed };
}

function isPath(argument: string): boolean {
  return !/\s/.test(argument) && (argument.includes("/") || /\.[a-z]\w{1,4}$/i.test(argument));
}
