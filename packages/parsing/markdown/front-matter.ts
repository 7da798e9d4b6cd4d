import { parse as parseToml } from "smol-toml";
import { parse } from "yaml";

/** `---`, perhaps the name of a language, and all until a line that is `---` or `...` alone. */
const FRONT_MATTER = /^---([a-z]*)[^\S\n]*\n(?:([\s\S]*?)\n)?(?:---|\.\.\.)[^\S\n]*(?:\n|$)/;
/** Hugo's: the same between lines of plus signs, in TOML. */
const TOML = /^\+\+\+[^\S\n]*\n(?:([\s\S]*?)\n)?\+\+\+[^\S\n]*(?:\n|$)/;

export interface FrontMatter {
  readonly title: string | undefined;
  /** What else it tells readers, a line each: `owner: Hydraulics group`. */
  readonly values: string[];
  readonly body: string;
}

/** Keys that tell the program that makes the site what to do, not readers what the page says. */
const FOR_PROGRAMS =
  /^(?:title|layout|permalink|slug|url|weight|order|nav\w*|menu|sidebar\w*|toc\w*|template|theme|css|js|scripts?|styles?|draft|published|redirect\w*|eleventy\w*|cspell\w*|pagination\w*|collection|output|kernelspec|jupyter|jupytext|hide\w*|show\w*|render\w*|id|uid|type|lang|math|mermaid|sitemap|robots|parent|has_children|nav_order|image|thumbnail|cover|banner|og\w*|twitter\w*|meta\w*)$/i;
const DEEPEST = 3;

/** What a page's front matter gives, and what comes after; undefined where there is no front matter. */
export function splitFrontMatter(text: string): FrontMatter | undefined {
  const toml = TOML.exec(text);
  const match = toml ?? FRONT_MATTER.exec(text);
  if (match === null) return undefined;
  const values = toml === null ? valuesOf(match[1] ?? "", match[2] ?? "") : readToml(toml[1] ?? "");
  // Two thematic breaks around prose look the same; front matter is a mapping or nothing.
  if (values === undefined) return undefined;
  const title = values.title;
  return {
    title: typeof title === "string" || typeof title === "number" ? String(title) : undefined,
    values: Object.entries(values).flatMap(([key, value]) => {
      const said = FOR_PROGRAMS.test(key) || isOldAddress(key, value) ? "" : sayValue(value, 0);
      return said === "" ? [] : [`${key}: ${said}`];
    }),
    body: text.slice(match[0].length),
  };
}

function valuesOf(language: string, source: string): Record<string, unknown> | undefined {
  return language === "" || language === "yaml" ? readYaml(source) : {};
}

/** Other names of a page are for readers, the addresses that it had before for the server. */
function isOldAddress(key: string, value: unknown): boolean {
  return /^alias/i.test(key) && /^\/|["\x5b, ]\//.test(JSON.stringify(value) ?? "");
}

/** Its values, those of a table such as `[params]` among them; of TOML that is broken the plain lines. */
function readToml(source: string): Record<string, unknown> {
  try {
    const values: [string, unknown][] = Object.entries(parseToml(source));
    return Object.fromEntries(
      values.flatMap(([key, value]) => (isTable(value) ? Object.entries(value) : [[key, value]])),
    );
  } catch {
    const lines = [...source.matchAll(/^[^\S\n]*([\w-]+)[^\S\n]*=[^\S\n]*(\S.*)$/gm)];
    return Object.fromEntries(
      lines.map(([, key = "", value = ""]) => [
        key,
        readYaml(`value: ${value.trim()}`)?.value ?? value.trim(),
      ]),
    );
  }
}

function isTable(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** The mapping; an empty one for YAML that is broken or blank; undefined for text that is no mapping. */
function readYaml(source: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = parse(source, { maxAliasCount: 0, logLevel: "error" }) ?? {};
    return typeof value === "object" && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return /^[\w-]+:/m.test(source) ? plainLines(source) : undefined;
  }
}

/** People write `title: Leave: how it works`, which is no YAML; its plain lines say what they say all the same. */
function plainLines(source: string): Record<string, unknown> {
  const lines = [...source.matchAll(/^([\w-]+):[^\S\n]*(\S.*)$/gm)];
  return Object.fromEntries(
    lines.map(([, key = "", value = ""]) => [key, value.trim().replace(/^(["'])(.*)\1$/, "$2")]),
  );
}

function sayValue(value: unknown, depth: number): string {
  if (value === null || value === undefined || typeof value === "boolean" || depth > DEEPEST) return "";
  if (Array.isArray(value)) {
    return value
      .map((it) => sayValue(it, depth + 1))
      .filter((said) => said !== "")
      .join(", ");
  }
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object") return String(value);
  return Object.entries(value)
    .map(([key, held]) => [key, sayValue(held, depth + 1)] as const)
    .filter(([, said]) => said !== "")
    .map(([key, said]) => `${key}: ${said}`)
    .join("; ");
}
