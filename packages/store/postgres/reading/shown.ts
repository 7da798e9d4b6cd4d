// A heading or a title may be as long as a file, and is repeated with each of its passages: people and clients get as
// much of it as can be read.

const MOST_CHARACTERS = 500;
const MOST_LEVELS = 12;

export function shownTitle<Title extends string | null>(title: Title): Title {
  return (title === null || title.length <= MOST_CHARACTERS ? title : cut(title)) as Title;
}

export function shownPath(headings: readonly string[]): string[] {
  return headings.slice(-MOST_LEVELS).map((heading) => shownTitle(heading));
}

function cut(text: string): string {
  return `${text.slice(0, MOST_CHARACTERS - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
