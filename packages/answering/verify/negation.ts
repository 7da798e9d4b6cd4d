const NEGATION =
  /\b(?:not|never|no|nor|none|nothing|nobody|neither|cannot|prohibited|forbidden|banned|excluded?|ineligible|unable|unavailable|impossible|disallowed|refuse[sd]?|denied|except|außer|nicht|kein\w*|nie|niemals|verboten)\b|\b\w+n[’']t\b/giu;
/** "Not only", "no later than": these say how much, and deny nothing. "If not" and "whether or not" are conditions. */
const NO_DENIAL =
  /\bnot only\b|\bno (?:later|earlier|more|less|fewer|longer|shorter) than\b|\bnot (?:more|less|later) than\b|\bif not\b|\bwhether or not\b|\bno matter\b|\bnot necessarily\b/giu;
const CLAUSE =
  /;|(?<=[.!?])\s+(?=\p{Lu})|\b(?:but|although|though|while|whereas|aber|sondern)\b|\b(?=(?:except|außer)\b)|\band (?=(?:no|none|not|never)\b)/iu;

/** Of what something is free. It denies no statement: "without a receipt nothing is paid" denies once. */
const LACK = /\b(?:without|ohne)\b/iu;

export function tellsLack(text: string): boolean {
  return LACK.test(text);
}

/** Whether the text denies: an even number of denials says what none says. */
export function isNegated(text: string): boolean {
  return (text.replace(NO_DENIAL, " ").match(NEGATION)?.length ?? 0) % 2 === 1;
}

/**
 * What is denied of one thing is not of another: "up to six hens" and "no cock". Two sentences deny twice, and neither takes the
 * other's denial back: "Do not click any links. Do not delete it."
 */
export function clausesOf(text: string): string[] {
  return text.split(CLAUSE).filter((clause) => clause.trim() !== "");
}
