import { Document, isMap, isSeq, stringify } from "yaml";

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

/** A question that people asked in vain, or got an answer to that did not help. */
export interface AskedInVain {
  readonly question: string;
  readonly times: number;
  /** What came closest, as people name it, best first. */
  readonly closest: readonly string[];
  /** What askers say of it. */
  readonly said: readonly string[];
}

/**
 * Such questions as a golden set in YAML, each a draft that nothing answers until a person knows better; what came closest and
 * what was said of it stand above it as comments.
 */
export function draftsOfAskedInVain(asked: readonly AskedInVain[]): string {
  const questions = asked.map(({ question }, at) => ({
    id: `asked${String(at + 1).padStart(3, "0")}`,
    question,
    answerable: false,
    draft: true,
  }));
  const drafts = new Document({ questions });
  drafts.commentBefore =
    " Drafts: what was asked in vain. Where a document answers it by now, take answerable away and add where (passages) or what a\n" +
    ' right answer must say (must). Take the line "draft: true" away of each that is to be asked.';
  const list = drafts.get("questions");
  for (const [at, item] of isSeq(list) ? list.items.entries() : []) {
    const { times, closest, said } = asked[at] as AskedInVain;
    const lines = [
      `asked ${times} ${times === 1 ? "time" : "times"}`,
      ...closest.map((name) => `closest: ${name}`),
      ...said.map((words) => `said: ${words.replaceAll(/\s+/g, " ")}`),
    ];
    if (isMap(item)) item.commentBefore = lines.map((line) => ` ${line}`).join("\n");
  }
  return drafts.toString({ lineWidth: 0 });
}

/** Whole words, and no more than the first line. */
function beginning(text: string): string {
  const [line = ""] = text.trim().split("\n");
  if (line.length <= QUOTE_CHARACTERS) return line;
  return line.slice(0, line.lastIndexOf(" ", QUOTE_CHARACTERS)).trim();
}
