import type { Guess } from "./guess.ts";

/** The escapes into Japanese (RFC 1468). */
const JAPANESE = ["\x1b$B", "\x1b$@"];
/** What a text says once before characters that stand between "shift out" and "shift in" (RFC 1557, 1922). */
const SHIFTED: readonly (readonly [header: string, label: string, wide: string])[] = [
  ["\x1b$)C", "iso-2022-kr", "euc-kr"],
  ["\x1b$)A", "iso-2022-cn", "gb18030"],
];
const SHIFT_OUT = 0x0e;
const SHIFT_IN = 0x0f;
/** Tildes of HZ (RFC 1843): Chinese between braces, a tilde, a line that goes on. Any other tilde, and it is not HZ. */
const HZ = /~\{((?:[\x21-\x77][\x21-\x7e])+)~\}|~~|~\r?\n|~/g;

/** Text in seven bits, whose characters are switched by escapes; undefined where it is none. */
export function decodeSevenBit(bytes: Uint8Array): Guess | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (JAPANESE.some((it) => text.includes(it))) return decodeStrictly("iso-2022-jp", bytes);
  for (const [header, label, wide] of SHIFTED) {
    if (!text.includes(header) || !text.includes(SHIFT_OUT)) continue;
    const decoded = decodeStrictly(wide, shifted(text));
    return decoded === undefined ? undefined : { text: decoded.text.replaceAll(header, ""), label };
  }
  return text.includes("~{") && text.includes("~}") ? decodeHz(text) : undefined;
}

function decodeStrictly(label: string, bytes: Uint8Array): Guess | undefined {
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes), label };
  } catch {
    // The escapes mean something else.
    return undefined;
  }
}

/** The same with eight bits, and without the shifts. */
function shifted(bytes: Uint8Array): Uint8Array {
  let isOut = false;
  const wide = bytes.map((byte) => {
    if (byte === SHIFT_OUT || byte === SHIFT_IN) isOut = byte === SHIFT_OUT;
    return isOut && byte > 0x20 ? byte | 0x80 : byte;
  });
  return wide.filter((byte) => byte !== SHIFT_OUT && byte !== SHIFT_IN);
}

function decodeHz(bytes: Buffer): Guess | undefined {
  const label = "hz-gb-2312";
  let isHz = !bytes.some((byte) => byte > 0x7f);
  const text = bytes.toString("latin1").replace(HZ, (whole, run: string | undefined) => {
    if (run === undefined) {
      if (whole === "~") isHz = false;
      return whole === "~~" ? "~" : "";
    }
    const decoded = decodeStrictly(
      "gb18030",
      Buffer.from(run, "latin1").map((byte) => byte | 0x80),
    );
    if (decoded === undefined || !/\p{Script=Han}/u.test(decoded.text)) isHz = false;
    return decoded?.text ?? "";
  });
  return isHz ? { text, label } : undefined;
}
