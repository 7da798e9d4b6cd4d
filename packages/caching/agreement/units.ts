const MARKS = `day d|hour h hr hrs|minute min mins|second s sec secs|euro € EUR eur Euro euro euros|dollar $ USD usd|pound £ GBP gbp|percent %
  |kilometre km|metre m|centimetre cm|millimetre mm|kilogram kg|gram g|tonne t|litre l L|gigabyte GB gb GiB|megabyte MB mb MiB
  |kilobyte KB kB kb|terabyte TB tb|celsius °C ℃|watt W|kilowatt kW kw`;
const WORDS = `day days tag tage tagen|week weeks woche wochen|month months monat monate monaten|year years jahr jahre jahren
  |hour hours stunde stunden|minute minutes minuten|second seconds sekunde sekunden|euro euros|dollar dollars|pound pounds
  |percent prozent|kilometre kilometres kilometer kilometers|metre metres meter meters|centimetre centimetres zentimeter
  |mile miles meile meilen|kilogram kilograms kilo kilos kilogramm|gram grams gramm|tonne tonnes tons tonnen|litre litres liter
  liters|gigabyte gigabytes|megabyte megabytes|kilobyte kilobytes|terabyte terabytes|workday workdays arbeitstag arbeitstage
  arbeitstagen`;

const formsIn = (list: string): ReadonlyMap<string, string> =>
  new Map(
    list.split("|").flatMap((line) => {
      const [name = "", ...forms] = line.trim().split(/\s+/u);
      return [name, ...forms].map((form) => [form, name] as const);
    }),
  );

/** What stands at a number: the short form of a unit, as it is written. Never the name itself, which is a word. */
export const UNIT_MARKS: ReadonlyMap<string, string> = formsIn(MARKS);

/** Units that are words wherever they stand, in lower case. */
export const UNIT_WORDS: ReadonlyMap<string, string> = formsIn(WORDS);
