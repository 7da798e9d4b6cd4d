import { type Opening, type Openings, openingIn } from "../opening.ts";

const POLITE =
  /^(?:(?:hallo|hi|guten (?:tag|morgen)|liebe kollegen|moin)[,!.]? (?=.* .* )|(?:bitte )?(?:(?:kann|könnte|kannst|könntest|können|könnten) (?:du|sie|ihr|jemand|mir jemand) (?:mir |uns )?(?:bitte )?(?:mal )?(?:sagen|erklären|mitteilen|verraten)|(?:weißt du|wissen sie|weiß jemand)|ich (?:möchte|würde|will|wollte)(?: gerne?)?(?: mal)? (?:wissen|fragen)|sag(?:en)?(?: sie)? mir(?: bitte)?|ich frage mich)(?: bitte)?,? )/iu;
const BEFORE_COMMA =
  /^([^,?]{2,100}), ((?:bis |ab |seit |um |in |an |für |mit |von |bei |zu )?(?:wie|wer|wen|wem|wessen|was|welche[rsnm]?|wann|wo|wohin|woher|warum|weshalb|wieso|ist|sind|war|kann|können|darf|dürfen|muss|müssen|soll|sollen|wird|werden|hat|haben|gibt)\b.*)$/iu;
const SAME: readonly (readonly [RegExp, string])[] = [
  [/\b(gibt|geht|ist|wie|war)'s\b/giu, "$1 es"],
  [/\b(?:pro|im|jedes|je|jeden|jede) (jahr|monat|woche|tag|stunde|nacht|person)\b/giu, "pro $1"],
  [/\bin der woche\b/giu, "pro woche"],
  [/\b(?<!am )((?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)s\b/giu, "am $1"],
  [/\bwie ?viel (?:urlaub|ferien)\b/giu, "wie viele Urlaubstage"],
  [/\bam tag\b/giu, "pro tag"],
  [
    /\b(?:zurzeit|zur zeit|derzeit|momentan|aktuell|im moment|eigentlich|genau|denn|normalerweise|üblicherweise|bitte|gerade)\b/giu,
    "",
  ],
  [/\bfalls\b/giu, "wenn"],
  [/\b(?:von )?(?:zu hause|zuhause|daheim)(?: aus)?\b/giu, "im homeoffice"],
  [/\be-mail/giu, "email"],
];

const AMOUNT =
  "limit|grenze|obergrenze|höchstbetrag|betrag|satz|pauschale|gehalt|lohn|bonus|strafe|kaution|miete|rabatt|zuschuss|budget|anspruch|temperatur|\\p{L}*(?:limit|grenze|betrag|satz|pauschale|zuschuss|zuschlag|gehalt)";
const SPAN = "\\p{L}*(?:frist|zeit|phase|dauer)";
const SOMEONE = "ich|man|wir|du|sie|ihr|mitarbeiter|mitarbeitende|beschäftigte";
const MODAL = "kann|können|könnte|könnten|darf|dürfen|muss|müssen|soll|sollen|sollte";

const WRITTEN: readonly (readonly [pattern: string, asks: string])[] = [
  ["(?:was|wie ?viel) koste[nt]? ", "cost"],
  ["(?:wie teuer|wie hoch) (?:ist|sind) (?:die (?:kosten|gebühren?)|der preis) (?:für|von|des|der) ", "cost"],
  ["wie teuer (?:ist|sind) ", "cost"],
  [`wie hoch (?=(?:ist|sind|war|waren) (?:\\S+ ){0,4}(?:${AMOUNT})\\b)`, "what"],
  [`wie lange? (?=(?:ist|sind|war|waren) (?:\\S+ ){0,4}(?:${SPAN})\\b)`, "what"],
  ["wie ?viele ", "how many"],
  ["wie (?:hoch|groß) ist die (?:an)?zahl (?:der|von) ", "how many"],
  ["um (?:wie ?viel uhr|welche uhrzeit) |zu welcher (?:uhr)?zeit |an welchem (?:tag|datum) |wann ", "when"],
  ["wie ?viel ", "how much"],
  ["(?:für )?wie lange (?:dauert es,? |muss (?:SOMEONE) warten,? )?(?:bis |um )?", "how long"],
  ["wie (?:oft|häufig|regelmäßig) ", "how often"],
  ["bis wann |bis zu welchem (?:tag|datum) ", "until when"],
  ["ab wann |von wann an ", "from when"],
  ["seit wann ", "since when"],
  ["(?:wo|an welchem ort|an welcher stelle) ", "where"],
  ["wohin ", "where to"],
  ["woher ", "where from"],
  ["wer ", "who"],
  ["von wem (?=(?:wird|werden|wurde|wurden) )", "who"],
  ["wen ", "whom"],
  ["wem ", "to whom"],
  ["(mit|an|für|von|bei|zu|gegen|über|durch) (wem|wen) ", "$1 $2"],
  ["wessen ", "whose"],
  ["(?:warum|weshalb|wieso|aus welchem grund|aus welchen gründen) ", "why"],
  ["was (?:muss|soll|kann) (?:SOMEONE) (?:tun|machen),? um ", "how"],
  ["was (?:muss|soll|kann) (?:SOMEONE) (?:tun|machen),? (?=wenn )", "what to do"],
  ["was ist zu tun,? (?=wenn )", "what to do"],
  [`(?:wie|auf welche weise|auf welchem wege?) (?:${MODAL}) (?:SOMEONE) `, "how"],
  [
    "wie (weit|alt|groß|schnell|hoch|lang|früh|spät|warm|kalt|schwer|breit|tief|bald|viele?|gut|sicher) ",
    "how $1",
  ],
  ["wie ", "how"],
  ["(?:in )?welchem jahr ", "when"],
  ["(?:in|an|auf|bei) welche[rsnm]? ", "what"],
  ["(mit|für|von|zu|über|unter|gegen|ab|bis|nach|aus) welche[rsnm]? ", "$1 what"],
  ["(?:welche[rsnm]?|was) ", "what"],
  ["ob ", "whether"],
];
/** Asked for by a noun that has a question word of its own. */
const WRITTEN_WITH_NOUN: readonly Openings["patterns"][number][] = [
  {
    pattern: /^(?:was|wie|welche) sind die öffnungszeiten (?:der|des|vom|von|für) (.+?) $/iu,
    asks: "when",
    rest: "hat $1 geöffnet ",
  },
];
const OPENINGS = WRITTEN.map(([pattern, asks]) => ({
  pattern: new RegExp(`^(?:${pattern.replaceAll("SOMEONE", SOMEONE)})`, "iu"),
  asks,
}));
/** A verb in front asks whether. */
const VERB_FIRST = {
  pattern:
    /^(?=(?:ist|sind|war|waren|bin|kann|können|könnte|könnten|darf|dürfen|muss|müssen|soll|sollen|sollte|wird|werden|würde|wurde|wurden|hat|haben|hatte|gibt|gilt|gelten|\p{L}+(?:e|st|t|en) (?:ich|wir|man|du|sie|er|es|der|die|das|ein|eine|mein|meine|unser|unsere|mitarbeiter)) )/iu,
  asks: "whether",
};
const ANYWHERE =
  /(?<= )(?:wie|wer|wen|wem|wessen|was|welche[rsnm]?|wann|wo|wohin|woher|warum|weshalb|wieso)(?= )/iu;

const GERMAN: Openings = {
  same: SAME,
  polite: POLITE,
  beforeComma: BEFORE_COMMA,
  patterns: [...WRITTEN_WITH_NOUN, ...OPENINGS, VERB_FIRST],
  anywhere: ANYWHERE,
};

/** What a question in German asks for, and its words without those that say that. */
export function openingOf(question: string): Opening {
  return openingIn(GERMAN, question);
}
