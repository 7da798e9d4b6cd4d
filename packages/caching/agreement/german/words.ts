import { kindsFrom } from "../word.ts";

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/u));

/** By how many of these a question is taken for German. */
export const FUNCTION_WORDS =
  words(`der die das den dem des ein eine einen einem einer ich wir man du ist sind war waren kann können
  darf dürfen muss müssen soll sollen wird werden wurde wurden hat haben wie was wer wen wem wann wo wohin woher warum weshalb wieso
  welche welcher welches welchen welchem und oder nicht kein keine mit von vom für auf im zum zur bei beim nach über unter vor seit
  bis ab mein meine meinen unser unsere es gibt viel viele lange ob wenn um zu sich als auch noch`);

export const LIGHT =
  words(`der die das den dem des ein eine einen einem einer eines es mein meine meinen meinem meiner unser unsere
  unseren unserem unserer auch so dann noch mal gerne gern sich`);

export const PREPOSITIONS: ReadonlyMap<string, string> = new Map(
  `in in|im in|ins in|am an|an an|ans an|auf auf|aufs auf|für of|von of|vom of|mit mit|ohne ohne|zu zu|zum zu|zur zu|bei bei|beim bei
  |nach nach|aus aus|über über|unter unter|vor vor|seit seit|bis bis|gegen gegen|durch durch|um um|während während|wegen wegen|pro pro
  |ab ab|zwischen zwischen|wenn wenn|weil weil|als als|trotz trotz|außer außer|innerhalb innerhalb|außerhalb außerhalb|laut laut`
    .split("|")
    .map((pair) => pair.trim().split(" ") as [string, string]),
);

export const NUMBERS: ReadonlyMap<string, string> = new Map([
  ...`null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn
    neunzehn zwanzig`
    .split(/\s+/u)
    .map((word, at) => [word, String(at)] as const),
  ..."dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
    .split(" ")
    .map((word, at) => [word, String(30 + 10 * at)] as const),
]);

export const KINDS = kindsFrom({
  negation: `nicht kein keine keinen keinem keiner keines nie niemals niemand nichts weder ohne außer`,
  quantity: `alle allen aller alles jede jeder jedes jeden jedem beide beiden viele viel wenige wenig nur halb halbe doppelt zweimal
    einmal hundert tausend million millionen immer manchmal oft selten ganz gesamt einige manche mehrere`,
  comparison: `mehr weniger meist mindestens höchstens maximal minimal besser schlechter größer größte höher höchste niedriger
    niedrigste länger längste kürzer kürzeste früher frühestens später spätestens erste ersten letzte letzten vor nach über unter als`,
  date: `heute morgen gestern jetzt montag dienstag mittwoch donnerstag freitag samstag sonntag wochenende montags dienstags mittwochs
    donnerstags freitags samstags sonntags vormittag nachmittag abend nacht mittag nächste nächsten nächster nächstes frühling sommer
    herbst winter weihnachten ostern`,
  name: "er sie ihn ihm ihr ihre ihren ihnen sein seine seinen dieser diese dieses diesen diesem jener jene",
});

/** Parted from its verb it stands at the end: "reiche … ein". */
export const PREFIXES = words(
  "ab an auf aus bei durch ein fest heim her hin krank los mit nach statt teil um vor weg weiter zu zurück zusammen",
);
