/** What people do with a procedure: a heading that begins with one of these tells how. */
const ACTIONS = new Set(
  `accept access activate add adjust announce apply approve arrange ask attach attend back backfill book borrow build buy
  calculate cancel change charge check choose claim close collect complete configure connect contact convert copy create
  customize cut decide declare delete deploy design develop disable document donate download draft edit enable encrypt
  enroll escalate evaluate expense extend file find fix follow format get give handle hire host import install integrate
  invite join launch link log maintain make manage merge migrate move onboard open order organize pay place plan prepare
  print process propose protect publish purchase reach receive recover record redeem register reimburse release remove renew rent
  replace report request reserve reset resolve restart restore return review revoke roll rotate run save schedule search
  select send set share sign start stop store submit swap take terminate test track train transfer update upgrade upload
  use verify view volunteer withdraw work write`.split(/\s+/),
);

/** "Opening hours" and "Hiring managers" are things: after these an object begins with a small word. */
const ADJECTIVES = new Set(
  "building booking closing hiring learning logging meeting opening planning reporting running sharing signing testing tracking training working writing".split(
    " ",
  ),
);
/** "Request for Comments" is a thing: before "for" and "of" these are nouns. */
const NOUNS = new Set(
  "change charge contact design log order plan process record release report request return review schedule transfer update".split(
    " ",
  ),
);
const BEFORE_OBJECT = /^(?:an?|the|your|my|our|for|to|with|in|on|at|from|up|out|off)$/i;

/**
 * The verb that a word is, as it stands after "How do I" and before the next one; undefined where it is none of an action.
 * @example actionOf("booking", "a") // "book"
 */
export function actionOf(word: string, next: string): string | undefined {
  if (NOUNS.has(word) && /^(?:for|of)$/i.test(next)) return undefined;
  if (ACTIONS.has(word)) return word;
  if (ADJECTIVES.has(word) && !BEFORE_OBJECT.test(next)) return undefined;
  const stem = /^([a-z]+)ing$/.exec(word)?.[1];
  if (stem === undefined) return undefined;
  return [stem, `${stem}e`, stem.replace(/([bdgmnprt])\1$/, "$1")].find((verb) => ACTIONS.has(verb));
}
