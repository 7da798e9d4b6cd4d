import type { TextRun } from "@footnote/contracts";
import { wordsOfLink } from "../look/links.ts";

interface Linked {
  readonly href: string | undefined;
  readonly runs: readonly TextRun[];
}

/** The runs of each link together, without the address that the text spells out behind its words; all others one by one. */
export function linked(runs: readonly TextRun[]): Linked[] {
  const groups: { href: string | undefined; runs: TextRun[] }[] = [];
  for (const run of runs) {
    const last = groups.at(-1);
    if (run.href !== undefined && last?.href === run.href) last.runs.push(run);
    else groups.push({ href: run.href, runs: [run] });
  }
  return groups.map(({ href, runs }) =>
    href === undefined ? { href, runs } : { href, runs: words(runs, href) },
  );
}

function words(runs: readonly TextRun[], href: string): TextRun[] {
  let left = wordsOfLink(runs.map(({ text }) => text).join(""), href);
  return runs.flatMap((run) => {
    const text = run.text.slice(0, left);
    left -= text.length;
    return text === "" ? [] : [{ ...run, text }];
  });
}
