import { parse } from "yaml";

/** `---`, perhaps the name of a language, and all until a line that is `---` or `...` alone. */
const FRONT_MATTER = /^---([a-z]*)[^\S\n]*\n(?:([\s\S]*?)\n)?(?:---|\.\.\.)[^\S\n]*(?:\n|$)/;

/** The title that a page's front matter gives, and what comes after; undefined where there is no front matter. */
export function splitFrontMatter(text: string): { title: string | undefined; body: string } | undefined {
  const match = FRONT_MATTER.exec(text);
  if (match === null) return undefined;
  const [whole, language, source] = match;
  const isYaml = language === "" || language === "yaml";
  const values = isYaml ? readYaml(source ?? "") : {};
  // Two thematic breaks around prose look the same; front matter is a mapping or nothing.
  if (values === undefined) return undefined;
  const title = values.title;
  return {
    title: typeof title === "string" || typeof title === "number" ? String(title) : undefined,
    body: text.slice(whole.length),
  };
}

/** The mapping; an empty one for YAML that is broken or blank; undefined for text that is no mapping. */
function readYaml(source: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = parse(source, { maxAliasCount: 0, logLevel: "error" }) ?? {};
    return typeof value === "object" && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return /^[\w-]+:/m.test(source) ? titleLine(source) : undefined;
  }
}

/** People write `title: Leave: how it works`, which is no YAML; the title is plain all the same. */
function titleLine(source: string): Record<string, unknown> {
  const title = /^title:[^\S\n]*(.+)$/m.exec(source)?.[1]?.trim();
  return title === undefined ? {} : { title: title.replace(/^(["'])(.*)\1$/, "$2") };
}
