import type { Token } from "../tokens.ts";

/** What the auxiliary verbs of a question say, and its tokens without them. */
export interface Predicate {
  readonly tense: string;
  readonly modality: readonly string[];
  readonly isPassive: boolean;
  readonly needs: boolean;
  readonly tokens: readonly Token[];
}

const MODALS: readonly (readonly [forms: string, means: readonly string[]])[] = [
  ["kann können kannst könnt könnte könnten", ["allowed", "possible"]],
  ["darf dürfen darfst dürfte dürften erlaubt gestattet zulässig zugelassen", ["allowed"]],
  ["möglich machbar", ["possible"]],
  ["muss müssen musst müsst müsste verpflichtet", ["must"]],
  ["soll sollen sollte sollten", ["should"]],
  ["würde würden möchte möchten", ["would"]],
];
const MEANING = new Map(
  MODALS.flatMap(([forms, means]) => forms.split(" ").map((form) => [form, means] as const)),
);
const BE = new Set("ist sind bin bist war waren gewesen sein".split(" "));
const BECOME = new Set("wird werden werde wirst wurde wurden worden".split(" "));
const HAVE = new Set("hat haben habe hast hatte hatten".split(" "));
const PAST = new Set("war waren wurde wurden hatte hatten worden gewesen".split(" "));
/** "hat geöffnet" is not past. */
const IS_OPEN = /^(?:geöffnet|geschlossen)$/u;
const NEEDS = new Set(
  "nötig notwendig erforderlich vorgeschrieben pflicht verpflichtend obligatorisch".split(" "),
);
const PARTICIPLE =
  /^(?:(?:ab|an|auf|aus|bei|durch|ein|fest|her|hin|mit|nach|um|vor|weg|weiter|zu|zurück)?(?:ge\p{L}{2,}(?:t|en)|(?:be|er|ver|zer|ent|emp)\p{L}{2,}t)|\p{L}{2,}iert)$/u;
/** "ein-zu-reichen" */
const INFINITIVE =
  /^(ab|an|auf|aus|bei|ein|fest|her|hin|krank|mit|nach|um|vor|weg|weiter|zurück)zu(\p{L}{2,}n)$/u;

export function predicateOf(all: readonly Token[], asks: string): Predicate {
  const tokens: Token[] = [];
  const said: (readonly string[])[] = [];
  const hasParticiple = all.some(({ text, hasCapital }) => !hasCapital && PARTICIPLE.test(text));
  let [isPast, isPassive, isFuture, needs, toInfinitive, hasBe] = [false, false, false, false, false, false];
  for (const [at, token] of all.entries()) {
    const { text } = token;
    const next = all[at + 1];
    const means = MEANING.get(text);
    if (token.kind !== undefined) tokens.push(token);
    else if (means !== undefined && (!PARTICIPLE.test(text) || asks === "whether")) said.push(means);
    else if (text === "zu" && /^\p{Ll}+n$/u.test(next?.text ?? "") && next === all.at(-1))
      toInfinitive = true;
    else if (INFINITIVE.test(text)) {
      toInfinitive = true;
      tokens.push({ ...token, text: text.replace(INFINITIVE, "$1$2") });
    } else if (NEEDS.has(text)) needs = true;
    // What must be worn is needed: "ist ein Helm Pflicht".
    else if (text === "tragen" && asks === "whether" && said.at(-1)?.[0] === "must") {
      needs = true;
      said.pop();
    } else if (BE.has(text) && !token.hasCapital) {
      hasBe = true;
      isPast ||= PAST.has(text);
    } else if (BECOME.has(text)) {
      isPast ||= PAST.has(text);
      if (hasParticiple) isPassive = true;
      else isFuture = true;
    } else if (HAVE.has(text) && hasParticiple) isPast ||= !IS_OPEN.test(all.at(-1)?.text ?? "");
    else tokens.push(token);
  }
  // What is to be handed in has to be.
  if (toInfinitive && hasBe && said.length === 0) said.push(["must"]);
  const tense = isFuture ? "future" : isPast ? "past" : "present";
  const joined = new Set(said.map((one) => one.join(" ")));
  const isAnyWay = /^(?:how|where|why|what to do)$/u.test(asks) && !joined.has("must");
  const modality =
    isAnyWay || joined.size === 0
      ? ["is"]
      : joined.size > 1
        ? [[...joined].toSorted().join(" and ")]
        : said[0];
  return { tense, modality: modality as readonly string[], isPassive, needs, tokens };
}
