import { Marked } from "marked";
import type { DraftDocument } from "../canonical/draft.ts";
import { BLOCK_ELEMENTS, INLINE_ELEMENTS } from "../html/elements.ts";
import { readFragment, readInline } from "../html/parse-html.ts";
import { BoundedLexer } from "./bounded-lexer.ts";
import { splitFrontMatter } from "./front-matter.ts";
import { removeTemplateTags } from "./template-tags.ts";

const ELEMENT = /^<\/?([a-z][a-z0-9-]*)(?:\s[^>]*)?\/?>$/;

/**
 * By way of HTML, so that markup written into the Markdown is read as what it is: a table as a table, a script
 * and a comment as nothing. What only looks like markup (`<your-team>`) is text that an author forgot to escape.
 */
const markdown = new Marked({
  gfm: true,
  renderer: {
    html({ text }) {
      const name = ELEMENT.exec(text.trim())?.[1];
      const isPlaceholder = name !== undefined && !BLOCK_ELEMENTS.has(name) && !INLINE_ELEMENTS.has(name);
      return isPlaceholder ? text.replaceAll("<", "&lt;") : text;
    },
  },
});

export function parseMarkdown(source: string): DraftDocument {
  const text = source.replace(/\r\n?/g, "\n").replace(/^\ufeff/, "");
  const frontMatter = splitFrontMatter(text);
  const body = removeTemplateTags(frontMatter?.body ?? text);
  const title = frontMatter?.title === undefined ? undefined : readInline(frontMatter.title);
  const tokens = new BoundedLexer(markdown.defaults).lex(body);
  return { title, blocks: readFragment(markdown.parser(tokens)) };
}
