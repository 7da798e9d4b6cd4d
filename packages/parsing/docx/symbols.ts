/** The Symbol font's letters by their ASCII keys, which are Greek. */
const GREEK_KEYS = "ABCDEFGHIKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const GREEK = "ΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ";
const SYMBOL_SIGNS: Readonly<Record<number, string>> = {
  34: "∀",
  36: "∃",
  39: "∋",
  42: "∗",
  45: "−",
  64: "≅",
  94: "⊥",
  126: "∼",
  162: "′",
  163: "≤",
  164: "⁄",
  165: "∞",
  171: "↔",
  172: "←",
  173: "↑",
  174: "→",
  175: "↓",
  176: "°",
  177: "±",
  178: "″",
  179: "≥",
  180: "×",
  181: "∝",
  182: "∂",
  183: "•",
  184: "÷",
  185: "≠",
  186: "≡",
  187: "≈",
  188: "…",
  197: "⊕",
  198: "∅",
  199: "∩",
  200: "∪",
  201: "⊃",
  204: "⊂",
  205: "⊆",
  206: "∈",
  207: "∉",
  208: "∠",
  209: "∇",
  210: "®",
  211: "©",
  212: "™",
  213: "∏",
  214: "√",
  215: "⋅",
  216: "¬",
  217: "∧",
  218: "∨",
  219: "⇔",
  220: "⇐",
  222: "⇒",
  229: "∑",
  242: "∫",
};
/** Boxes, ticks and arrows: what forms are filled in with. */
const WINGDINGS: Readonly<Record<number, string>> = {
  34: "✂",
  40: "☎",
  42: "✉",
  74: "☺",
  76: "☹",
  108: "●",
  110: "■",
  111: "☐",
  113: "❑",
  114: "❒",
  117: "◆",
  118: "❖",
  120: "☒",
  161: "○",
  167: "▪",
  168: "☐",
  216: "➢",
  223: "←",
  224: "→",
  225: "↑",
  226: "↓",
  232: "➔",
  240: "⇨",
  251: "✗",
  252: "✓",
  253: "☒",
  254: "☑",
};
const WINGDINGS_2: Readonly<Record<number, string>> = {
  79: "✗",
  80: "✓",
  81: "☒",
  82: "☑",
  83: "☒",
  84: "☒",
  163: "☐",
};
const BY_FONT: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  symbol: SYMBOL_SIGNS,
  wingdings: WINGDINGS,
  "wingdings 2": WINGDINGS_2,
};

/**
 * A character that Word keeps as a place in a font without Unicode (ECMA-376 17.3.3.30); undefined where its meaning
 * is not known here. @param code in hexadecimal, in the private area from F000 or not
 */
export function symbolText(font: string, code: string): string | undefined {
  const point = Number.parseInt(code, 16);
  if (!Number.isInteger(point) || point < 0x20 || point > 0xffff) return undefined;
  const key = point >= 0xf000 && point <= 0xf0ff ? point - 0xf000 : point;
  const signs = BY_FONT[font.toLowerCase()];
  if (signs === undefined) return key === point ? String.fromCharCode(point) : undefined;
  if (signs !== SYMBOL_SIGNS) return signs[key];
  const greek = GREEK_KEYS.indexOf(String.fromCharCode(key));
  if (greek >= 0) return GREEK[greek];
  return signs[key] ?? (key < 0x7f ? String.fromCharCode(key) : undefined);
}
