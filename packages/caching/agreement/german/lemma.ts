const IRREGULAR: ReadonlyMap<string, string> = new Map(
  `gibt geben|nimmt nehmen|gilt gelten|spricht sprechen|trifft treffen|hilft helfen|liest lesen|fährt fahren|läuft laufen|trägt tragen
  |hält halten|lässt lassen|verfällt verfallen|erhält erhalten|schläft schlafen|verliert verlieren|weiß wissen|isst essen
  |tage tag|tagen tag|hat haben|habe haben|hast haben|habt haben|wochen woche|verträge vertrag|verträgen vertrag|anträge antrag
  |anträgen antrag|plätze platz|gäste gast|gästen gast|züge zug|räume raum|räumen raum|hunde hund|hunden hund|regeln regel|kinder kind
  |kindern kind|mäuse maus|bücher buch|häuser haus|fahrräder fahrrad|länder land|ländern land|väter vater|mütter mutter`
    .split("|")
    .map((pair) => pair.trim().split(" ") as [string, string]),
);
/** Of participles that change their vowel, what stands between "ge" and the ending. */
const PARTICIPLES: ReadonlyMap<string, string> = new Map(
  `brach bring|dach denk|nomm nehm|sproch sprech|schrieb schreib|gang geh|bot biet|trag trag|funden find|schloss schließ|wies weis
  |zog zieh|lieh leih|stohl stehl|worf werf|troff treff|holf helf|riss reiß|schick schick`
    .split("|")
    .map((pair) => pair.trim().split(" ") as [string, string]),
);
const ENDING = /(?:e?st|e?t|e[nmrs]?|n|s)$/u;
const NOUN_ENDING = /(?:e[ns]?|n|s)$/u;

/**
 * The stem of a word in lower case, its endings taken off once: "reichen", "reiche" and "reicht" are "reich", "reichte" is not.
 * Of a noun fewer: "Mitarbeiter" is not "Mitarbeit".
 */
export function stemOf(word: string, isNoun: boolean): string {
  const irregular = IRREGULAR.get(word) ?? word;
  const stem = irregular.replace(isNoun ? NOUN_ENDING : ENDING, "");
  return stem.length < 3 ? irregular : stem;
}

const PARTICIPLE = /^(\p{L}{2,})?ge(\p{L}{3,})(?:t|en)$/u;

/** The stem of the verb of which a word may be the participle: "eingereicht" is of "einreichen". */
export function verbStemOf(word: string): string | undefined {
  const [whole, prefix = "", verb = ""] = PARTICIPLE.exec(word) ?? [];
  return whole === undefined ? undefined : stemOf(`${prefix}${PARTICIPLES.get(verb) ?? verb}`, false);
}
