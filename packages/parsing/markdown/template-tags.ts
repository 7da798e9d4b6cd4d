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
  // {{< shortcode >}}, {{% shortcode %}}, {{ page.url }}, {{ title | upper }}
  String.raw`\{\{[<%][^\n]{0,1000}?[>%]\}\}|\{\{[^{}\n]{0,1000}[.|"'(\x5b][^{}\n]{0,1000}\}\}`,
  // Attributes in the manner of kramdown and Pandoc: {: .note} anywhere, {#id .class} after a heading, which is looked
  // for behind the brace and not before it: else at every character of a line.
  String.raw`\{:[^}\n]{0,1000}\}|\{[#.](?<=^#{1,6}[ \t][^\n]{0,500}\{[#.])[^}\n]{0,500}\}(?=[ \t]*$)`,
];
const RAW_MARKERS = /\{%-?\s*(?:end)?raw\s*-?%\}/g;

/**
 * Pages written for a site generator (Liquid, Nunjucks, Jinja, Hugo, kramdown) hold instructions that no reader of
 * the page sees: they go. What stays: code, since it may be about templates; `{{ name }}`, since people write
 * placeholders so; and the argument of a tag that reads as words rather than as a path, since that is what the tag
 * shows.
 *
 * @example `Ask in {% slack_channel "dev" %}` becomes `Ask in dev`
 */
export function removeTemplateTags(text: string): string {
  if (!/\{[%{:#.]/.test(text)) return text;
  return text.replace(new RegExp(SOURCES.join("|"), "gm"), (...match) => {
    const groups = match.at(-1) as Record<string, string | undefined>;
    const code = groups.fenced ?? groups.span;
    if (code !== undefined) return code.replace(RAW_MARKERS, "");
    if (groups.raw !== undefined) return groups.raw;
    if (groups.tag === undefined) return "";
    const enclosing = text.includes(`end${groups.tag}`);
    const shown = [...(groups.given ?? "").matchAll(/(?<![:=]\s*)(?:"([^"]*)"|'([^']*)')/g)]
      .map((argument) => argument[1] ?? argument[2] ?? "")
      .at(enclosing ? 0 : -1);
    if (shown === undefined || isPath(shown)) return "";
    // A tag around content shows its first argument above it, as a heading of a box does.
    return enclosing ? `\n\n${shown}\n\n` : shown;
  });
}

function isPath(argument: string): boolean {
  return !/\s/.test(argument) && (argument.includes("/") || /\.[a-z]\w{1,4}$/i.test(argument));
}
