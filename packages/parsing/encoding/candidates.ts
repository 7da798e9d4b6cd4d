export interface Encoding {
  /** As TextDecoder knows it, or the name of a code page of DOS. */
  readonly label: string;
  /** How many of its 128 upper characters, in order, where TextDecoder does not know it. */
  readonly upper?: string;
  /** Taken off what speaks for it: rarer encodings must convince more. */
  readonly rarity: number;
}

/**
 * What text that is not Unicode is commonly in. Where two read the same characters, the one that comes first is named.
 */
export const CANDIDATES: readonly Encoding[] = [
  { label: "shift_jis", rarity: 0 },
  { label: "gb18030", rarity: 0 },
  { label: "big5", rarity: 0.02 },
  { label: "euc-jp", rarity: 0.02 },
  { label: "euc-kr", rarity: 0 },
  { label: "windows-1252", rarity: 0 },
  { label: "windows-1250", rarity: 0.04 },
  { label: "windows-1251", rarity: 0 },
  { label: "windows-1253", rarity: 0.02 },
  { label: "windows-1254", rarity: 0.06 },
  { label: "windows-1255", rarity: 0.02 },
  { label: "windows-1256", rarity: 0.02 },
  { label: "windows-1257", rarity: 0.08 },
  { label: "windows-1258", rarity: 0.12 },
  { label: "windows-874", rarity: 0.1 },
  { label: "iso-8859-15", rarity: 0.03 },
  { label: "iso-8859-2", rarity: 0.05 },
  { label: "iso-8859-5", rarity: 0.06 },
  { label: "iso-8859-6", rarity: 0.04 },
  { label: "iso-8859-7", rarity: 0.01 },
  { label: "iso-8859-8", rarity: 0.05 },
  { label: "iso-8859-13", rarity: 0.1 },
  { label: "iso-8859-3", rarity: 0.15 },
  { label: "iso-8859-4", rarity: 0.12 },
  { label: "koi8-r", rarity: 0.02 },
  { label: "koi8-u", rarity: 0.025 },
  { label: "macintosh", rarity: 0.05 },
  { label: "x-mac-cyrillic", rarity: 0.04 },
  { label: "ibm866", rarity: 0.05 },
  {
    label: "cp850",
    rarity: 0.08,
    upper:
      "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0",
  },
  {
    label: "cp437",
    rarity: 0.1,
    upper:
      "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0",
  },
  {
    label: "cp852",
    rarity: 0.1,
    upper:
      "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0",
  },
];

/** @param isWhole false where the bytes may end inside a character @throws TypeError where they are not of it */
export function decodeStrictly({ label, upper }: Encoding, bytes: Uint8Array, isWhole = true): string {
  if (upper === undefined) return new TextDecoder(label, { fatal: true }).decode(bytes, { stream: !isWhole });
  const parts: string[] = [];
  for (const byte of bytes) parts.push(byte < 128 ? String.fromCharCode(byte) : (upper[byte - 128] ?? ""));
  return parts.join("");
}

/** A declared name, where it is one that is known. */
export function encodingNamed(label: string): Encoding | undefined {
  const dos = CANDIDATES.find((it) => it.upper !== undefined && it.label === label.toLowerCase());
  if (dos !== undefined) return dos;
  try {
    const known = new TextDecoder(label).encoding;
    return CANDIDATES.find((it) => it.label === known) ?? { label: known, rarity: 0 };
  } catch {
    return undefined;
  }
}
