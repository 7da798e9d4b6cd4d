const ROMAN: readonly (readonly [value: number, numeral: string])[] = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
];
const ONES =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const IRREGULAR_ORDINALS: Readonly<Record<string, string>> = {
  one: "first",
  two: "second",
  three: "third",
  five: "fifth",
  eight: "eighth",
  nine: "ninth",
  twelve: "twelfth",
};
const DIGITS: Readonly<Record<string, string>> = {
  decimalFullWidth: "０１２３４５６７８９",
  decimalFullWidth2: "０１２３４５６７８９",
  hindiNumbers: "०१२३४५६७८९",
  thaiNumbers: "๐๑๒๓๔๕๖๗๘๙",
  arabicIndic: "٠١٢٣٤٥٦٧٨٩",
};
const CHINESE = "〇一二三四五六七八九";
const CHINESE_COUNTING = new Set([
  "chineseCounting",
  "chineseCountingThousand",
  "japaneseCounting",
  "taiwaneseCounting",
  "taiwaneseCountingThousand",
  "ideographDigital",
  "japaneseDigitalTenThousand",
  "taiwaneseDigital",
]);
const ALPHABETS: Readonly<Record<string, string>> = {
  russianLower: "абвгдежзиклмнопрстуфхцчшщыэюя",
  russianUpper: "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ",
  aiueo: "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
  iroha: "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス",
  hebrew2: "אבגדהוזחטיכלמנסעפצקרשת",
  arabicAlpha: "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
  decimalEnclosedCircle: "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
};

/** A number of a list as Word writes it (ECMA-376 17.18.59); "" where the format shows none. */
export function numberText(format: string, number: number): string {
  switch (format) {
    case "none":
    case "bullet":
      return "";
    case "decimalZero":
      return String(number).padStart(2, "0");
    case "lowerRoman":
      return roman(number);
    case "upperRoman":
      return roman(number).toUpperCase();
    case "lowerLetter":
      return letters(number, "abcdefghijklmnopqrstuvwxyz");
    case "upperLetter":
      return letters(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    case "ordinal":
      return ordinal(number);
    case "cardinalText":
      return capital(words(number));
    case "ordinalText":
      return capital(ordinalWords(number));
    case "numberInDash":
      return `- ${number} -`;
  }
  const digits = DIGITS[format];
  if (digits !== undefined)
    return String(number).replace(/\d/g, (digit) => [...digits][Number(digit)] ?? digit);
  if (CHINESE_COUNTING.has(format)) return chinese(number);
  const alphabet = ALPHABETS[format];
  return alphabet === undefined ? String(number) : letters(number, alphabet);
}

function roman(number: number): string {
  if (number < 1 || number > 3_999) return String(number);
  let left = number;
  let text = "";
  for (const [value, numeral] of ROMAN) {
    for (; left >= value; left -= value) text += numeral;
  }
  return text;
}

/** a to z, then aa, bb: Word repeats the letter. */
function letters(number: number, alphabet: string): string {
  const all = [...alphabet];
  if (number < 1 || number > 30 * all.length) return String(number);
  return (all[(number - 1) % all.length] ?? "").repeat(Math.ceil(number / all.length));
}

function ordinal(number: number): string {
  const teens = number % 100 >= 11 && number % 100 <= 13;
  return `${number}${teens ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th")}`;
}

function words(number: number): string {
  if (number < 0 || number > 99) return String(number);
  if (number < 20) return ONES[number] ?? "";
  const tens = TENS[Math.floor(number / 10) - 2] ?? "";
  return number % 10 === 0 ? tens : `${tens}-${ONES[number % 10]}`;
}

function ordinalWords(number: number): string {
  const cardinal = words(number);
  const last = /[a-z]+$/.exec(cardinal)?.[0];
  if (last === undefined) return ordinal(number);
  const turned = IRREGULAR_ORDINALS[last] ?? (last.endsWith("y") ? `${last.slice(0, -1)}ieth` : `${last}th`);
  return cardinal.slice(0, -last.length) + turned;
}

function chinese(number: number): string {
  const digits = [...CHINESE];
  if (number < 1 || number > 99) return [...String(number)].map((digit) => digits[Number(digit)]).join("");
  const tens = Math.floor(number / 10);
  const ones = number % 10;
  return `${tens > 1 ? digits[tens] : ""}${tens > 0 ? "十" : ""}${ones > 0 ? digits[ones] : ""}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
