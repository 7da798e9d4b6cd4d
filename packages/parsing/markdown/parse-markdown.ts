import type { ReadingNote } from "@footnote/contracts";
import { Marked, type Tokens } from "marked";
import type { DraftBlock, DraftDocument } from "../canonical/draft.ts";
import { readInline, readWithNotes } from "../html/parse-html.ts";
import { BoundedLexer } from "./bounded-lexer.ts";
import { plainBoxes } from "./boxes.ts";
import { splitFrontMatter } from "./front-matter.ts";
import { onlyTags, tagsOf } from "./tags.ts";
import { removeTemplateTags } from "./template-tags.ts";

/**
 * By way of HTML, so that markup written into the Markdown is read as what it is: a table as a table, a script
 * and a comment as nothing. What only looks like markup (`<your-team>`, `List<String>`) is text; see tags.ts.
 */
const markdown = new Marked({
  gfm: true,
  renderer: {
    image({ href, text }) {
      // Without words it is told as a picture that is not read.
      return text.trim() === "" ? `<img src="${href.replaceAll('"', "%22")}">` : false;
    },
  },
});

/** @param kind `mdx` where capitalised elements are components, whose text is the page's */
export function parseMarkdown(source: string, kind: "markdown" | "mdx" = "markdown"): DraftDocument {
  const text = source.replace(/\r\n?/g, "\n").replace(/^\ufeff/, "");
  const frontMatter = splitFrontMatter(text);
  const { text: body, removed } = removeTemplateTags(frontMatter?.body ?? text);
  const title = frontMatter?.title === undefined ? undefined : readInline(frontMatter.title);
  const plain = plainBoxes(kind === "mdx" ? withoutModules(body) : body);
  const tokens = new BoundedLexer(markdown.defaults).lex(plain);
  const isTag = tagsOf(body);
  markdown.walkTokens(tokens, (token) => {
    if (token.type === "html") token.text = onlyTags(token.text, isTag, kind === "mdx");
    if (token.type === "table") keepExcess(token as Tokens.Table);
  });
  const { blocks, notes } = readWithNotes(markdown.parser(tokens));
  const values = frontMatter?.values ?? [];
  const said: DraftBlock[] =
    blocks.length === 0 || values.length === 0
      ? []
      : [{ kind: "list", ordered: false, items: values.map((value) => ({ text: value, depth: 0 })) }];
  const tags: ReadingNote[] = removed === 0 ? [] : [{ kind: "template_tags", count: removed }];
  return { title, blocks: [...said, ...blocks], notes: [...notes, ...tags] };
}

/** Cells beyond the last column, most often behind a bar that somebody did not escape: GitHub drops them. */
function keepExcess({ raw, header, rows }: Tokens.Table): void {
  const lines = raw.trimEnd().split("\n").slice(2);
  for (const [index, row] of rows.entries()) {
    const cells = (lines[index] ?? "")
      .trim()
      .replace(/^\||(?<!\\)\|$/g, "")
      .split(/(?<!\\)\|/);
    const excess = cells.slice(header.length).join("|").trim();
    if (excess !== "") row.at(-1)?.tokens.push({ type: "text", raw: excess, text: ` | ${excess}` });
  }
}

/** What an MDX page brings in or gives away is for the program that builds it. */
function withoutModules(body: string): string {
  return body.replace(
    /^(?:import\s[^\n]*\sfrom\s+["'][^"'\n]*["'];?|import\s+["'][^"'\n]*["'];?|export\s+(?:const|default|function)\b[^\n]*)$/gm,
    "",
  );
}
