import { kindsFrom } from "../word.ts";

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/u));

/** By how many of these a question is taken for English. */
export const FUNCTION_WORDS =
  words(`a an the of for to is are was were am do does did can could may must should will would have has
  had how what which who whom whose when where why if my our your i we you it there and or not with from on at by be this that
  they their any get much many long often`);

/** Say nothing by themselves. */
export const LIGHT = words("a an the there any my our your please");

/** What a phrase opens with, and which of them say the same. */
export const PREPOSITIONS: ReadonlyMap<string, string> = new Map(
  `of of|for of|in in|at in|on in|within within|inside in|from from|to to|into to|onto to|by by|with with|without without|about about
  |regarding about|concerning about|during during|through through|throughout during|via through|after after|before before|prior before
  |since since|until until|till until|between between|among between|under under|below under|beneath under|over over|above over
  |per per|against against|as as|like like|than than|if if|when if|whenever if|while while|because because|unless unless|towards to
  |upon upon|besides besides|despite despite|except except|around around|near near|beside near|behind behind|beyond beyond|across across
  |up up|off off|out out`
    .split("|")
    .map((pair) => pair.trim().split(" ") as [string, string]),
);

export const NUMBERS: ReadonlyMap<string, string> = new Map([
  ...`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty`
    .split(/\s+/u)
    .map((word, at) => [word, String(at)] as const),
  ..."thirty forty fifty sixty seventy eighty ninety"
    .split(" ")
    .map((word, at) => [word, String(30 + 10 * at)] as const),
  ..."first second third fourth fifth sixth seventh eighth ninth tenth"
    .split(" ")
    .map((word, at) => [word, `${at + 1}.`] as const),
]);

export const KINDS = kindsFrom({
  negation: "not no never none nobody nothing neither nor without except unless cannot",
  quantity: `all every each both most many few fewer several only half quarter double twice once hundred thousand million billion dozen
    everyone everybody everything always sometimes often rarely seldom entire whole total`,
  comparison: `more less most least than better worse best worst greater greatest higher highest lower lowest larger largest smaller
    smallest longer longest shorter shortest earlier earliest later latest cheaper cheapest older oldest younger youngest faster
    fastest first last maximum minimum before after over under above below`,
  date: `today tomorrow yesterday tonight now monday tuesday wednesday thursday friday saturday sunday weekend weekday morning
    afternoon evening night noon midnight next previous spring summer autumn winter christmas easter`,
  name: "he she they him her them his their it its this that these those",
});
