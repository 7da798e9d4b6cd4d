/** What a document says of itself at its beginning, as front matter is read: a line each, `owner: boat manager`. */
export interface SaidOfItself {
  /** Whom to ask. */
  readonly owner: string | null;
  /** When somebody looked it through, or is to: as the document writes it. */
  readonly review: { readonly label: "reviewed" | "review due"; readonly date: string } | null;
}

const LONGEST_VALUE = 120;
const OWNER = /^(?:owners?|content[ _-]owner|page[ _-]owner|maintainers?|responsible|contact)$/i;
const REVIEWED = /^(?:reviewed|last[ _-]?reviewed|reviewed[ _-]on|last[ _-]?review(?:[ _-]date)?)$/i;
const REVIEW_DUE = /^(?:review[ _-]?date|next[ _-]?review(?:[ _-]date)?|review[ _-]?by|review[ _-]due)$/i;

/** @param beginning the beginning of a version's canonical text; only its first block is looked at */
export function saidOfItself(beginning: string): SaidOfItself {
  const [first = ""] = beginning.split("\n\n", 1);
  const lines = [...first.matchAll(/^([\p{L} _-]{1,30}):[^\S\n]+(\S.*)$/gmu)]
    .map(([, key = "", value = ""]) => ({ key: key.trim(), value: value.trim() }))
    .filter(({ value }) => value.length <= LONGEST_VALUE);
  const valueUnder = (key: RegExp) => lines.find((line) => key.test(line.key))?.value;
  const reviewed = valueUnder(REVIEWED);
  const due = valueUnder(REVIEW_DUE);
  return {
    owner: valueUnder(OWNER) ?? null,
    review:
      reviewed !== undefined
        ? { label: "reviewed", date: reviewed }
        : due !== undefined
          ? { label: "review due", date: due }
          : null,
  };
}
