/** Shorter words are seldom compounds, and shorter parts seldom words. */
const SHORTEST_COMPOUND = 9;
const SHORTEST_PART = 4;
const MOST_SPLITS = 12;

// What a German word can begin and end with.
const ONSET =
  /^(?:[aeiouy]|(?:[bcdfghjklmnprstvwz]|b[lr]|ch|chr|d[r]|f[lr]|g[lnr]|k[lnr]|p[flr]|pfl|ph|qu|s[klmnptw]|sch|sch[lmnrw]|sp[lr]|st|str|t[r]|th|tsch|w[r]|zw)[aeiouy])/;
const CODA =
  /[aeiouy](?:[bdfgklmnprstxz]|h|ch|ck|ff|ll|mm|nn|pp|rr|ss|tt|tz|[lmnr][bdfgkmnpstz]|rch|nch|lch|cht|hl|hm|hn|hr|ng|ngs|[bdfgklmnprt]s|hrs|st|nst|rst|cks|tts|chs|fts|lts|rts|nts|hts|hts)?$/;

/**
 * The ways to split a German compound in two: "reisekosten" as "reise" and "kosten". Without a dictionary, by what German
 * words begin and end with, so that most are none; they meet no question. In lower case, folded.
 */
export function splitsOf(word: string): (readonly [first: string, second: string])[] {
  const splits: (readonly [string, string])[] = [];
  if (word.length < SHORTEST_COMPOUND || !/^[a-z]+$/.test(word)) return splits;
  for (let at = SHORTEST_PART; at <= word.length - SHORTEST_PART && splits.length < MOST_SPLITS; at++) {
    const [first, second] = [word.slice(0, at), word.slice(at)];
    if (CODA.test(first) && ONSET.test(second) && /[aeiouy].*[^aeiouy]|[aeiouy]{2}/.test(second))
      splits.push([first, second]);
  }
  return splits;
}
