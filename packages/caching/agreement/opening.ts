/** How a question opens, and what it asks for. */
export interface Opening {
  readonly asks: string;
  readonly rest: string;
}

/** How questions open in a language. */
export interface Openings {
  /** Forms of one thing, with the one that stands for all. */
  readonly same: readonly (readonly [RegExp | string, string])[];
  /** "Could you tell me …": asks nothing by itself. */
  readonly polite: RegExp;
  /** "In Oslo, what …": what is asked stands behind the comma. */
  readonly beforeComma: RegExp;
  /** The first that matches holds; `$1` and `$2` are what it captured. */
  readonly patterns: readonly { readonly pattern: RegExp; readonly asks: string; readonly rest?: string }[];
  /** A word that asks in the middle of a sentence. */
  readonly anywhere: RegExp;
}

/** What a question asks for, and its words without those that say that. */
export function openingIn(language: Openings, question: string): Opening {
  let text = question;
  for (const [form, one] of language.same) text = text.replaceAll(form, one);
  text = text.replaceAll(/\s+/gu, " ").trim();
  for (let before = ""; before !== text; ) {
    before = text;
    text = text.replace(language.polite, "");
  }
  text = `${text.replace(language.beforeComma, "$2 $1")} `;
  const opening = matched(language, text);
  if (opening !== undefined) return opening;
  const at = text.search(language.anywhere);
  const later = at < 0 ? undefined : matched(language, text.slice(at));
  return later === undefined
    ? { asks: "none", rest: text }
    : { asks: later.asks, rest: `${text.slice(0, at)}${later.rest}` };
}

function matched({ patterns }: Openings, text: string): Opening | undefined {
  for (const { pattern, asks, rest = "" } of patterns) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const filled = (template: string) => template.replace("$1", match[1] ?? "").replace("$2", match[2] ?? "");
    return { asks: filled(asks).toLowerCase(), rest: filled(rest) + text.slice(match[0].length) };
  }
  return undefined;
}
