import { stringify } from "yaml";

/** A section that a question may be made of. */
export interface DraftSource {
  readonly bucket: string;
  readonly key: string;
  readonly text: string;
  readonly question: string;
}

const QUOTE_CHARACTERS = 160;

/**
 * Questions as a golden set in YAML, each a draft with the beginning of the section that it was made of as its passage. The
 * same question is drafted once.
 */
export function draftsOf(sources: readonly DraftSource[], documents: string | undefined): string {
  const asked = new Set<string>();
  const questions = sources.flatMap(({ bucket, key, text, question }) => {
    const quote = beginning(text);
    if (asked.has(question) || quote === "") return [];
    asked.add(question);
    const place = { ...(documents === undefined && { bucket }), key, quote };
    return [{ id: `q${String(asked.size).padStart(3, "0")}`, question, passages: [place], draft: true }];
  });
  const head =
    "# Drafts: look at each question as somebody who has not read the documents would ask it, add what a right answer must say\n" +
    '# (must: [...]), and take its line "draft: true" away. Add some that nothing answers (answerable: false).\n';
  return head + stringify({ ...(documents !== undefined && { documents }), questions }, { lineWidth: 0 });
}

/** Whole words, and no more than the first line. */
function beginning(text: string): string {
  const [line = ""] = text.trim().split("\n");
  if (line.length <= QUOTE_CHARACTERS) return line;
  return line.slice(0, line.lastIndexOf(" ", QUOTE_CHARACTERS)).trim();
}
