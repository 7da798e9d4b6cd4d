/** Irregular verbs: the base, its past, its participle where that is another. */
const IRREGULAR = `be was been|become became become|begin began begun|break broke broken|bring brought|build built|buy bought|catch caught
  |choose chose chosen|come came come|cost cost|cut cut|deal dealt|do did done|draw drew drawn|drink drank drunk|drive drove driven
  |eat ate eaten|fall fell fallen|feel felt|fight fought|find found|fly flew flown|forbid forbade forbidden|forget forgot forgotten
  |get got gotten|give gave given|go went gone|grow grew grown|have had|hear heard|hide hid hidden|hold held|keep kept|know knew known
  |lead led|leave left|lend lent|lose lost|make made|meet met|pay paid|quit quit|read read|ride rode ridden|rise rose risen|run ran run
  |say said|see saw seen|sell sold|send sent|set set|shoot shot|show showed shown|shut shut|sing sang sung|sit sat|sleep slept
  |speak spoke spoken|spend spent|stand stood|steal stole stolen|swim swam swum|take took taken|teach taught|tell told|think thought
  |put put|hit hit|hurt hurt|let let|lay laid|light lit|stick stuck|strike struck|sweep swept|tear tore torn|bend bent|bind bound
  |blow blew blown|freeze froze frozen|hang hung|mean meant|prove proved proven|seek sought|shake shook shaken|spread spread|split split
  |feed fed|undergo underwent undergone|undertake undertook undertaken|withhold withheld|rebuild rebuilt|override overrode overridden
  |overwrite overwrote overwritten|reset reset|cast cast|bear bore borne|beat beat beaten|bite bit bitten|shrink shrank shrunk|sink sank sunk
  |swear swore sworn|wind wound|throw threw thrown|understand understood|wake woke woken|wear wore worn|win won|withdraw withdrew withdrawn|write wrote written`;

interface Forms {
  readonly base: string;
  readonly isPast: boolean;
  readonly isParticiple: boolean;
}

const FORMS = new Map<string, Forms>();
for (const verb of IRREGULAR.split("|")) {
  const [base = "", past = "", participle = past] = verb.trim().split(/\s+/u);
  for (const form of new Set([past, participle]))
    FORMS.set(form, { base, isPast: form === past && past !== base, isParticiple: form === participle });
}
/** "found" is far more often what somebody finds than what somebody founds, and the same either way. */
const NO_VERBS = new Set(
  "need speed feed seed weed exceed proceed succeed indeed hundred bed red shed embed".split(" "),
);

function isRegular(word: string): boolean {
  return word.length > 4 && word.endsWith("ed") && !word.endsWith("eed") && !NO_VERBS.has(word);
}

export function isPast(word: string): boolean {
  return FORMS.get(word)?.isPast ?? isRegular(word);
}

export function isParticiple(word: string): boolean {
  return FORMS.get(word)?.isParticiple ?? isRegular(word);
}

/** The base of an irregular form. */
export function baseOf(word: string): string | undefined {
  return FORMS.get(word)?.base;
}
