export type RtfToken =
  | { readonly kind: "open" }
  | { readonly kind: "close" }
  | { readonly kind: "word"; readonly name: string; readonly value: number | undefined }
  | { readonly kind: "bytes"; readonly bytes: readonly number[] };

/** Words longer than this are no control words ([MS-RTF] has 32). */
const LONGEST_WORD = 32;

/** Control words, groups and characters of a file in the Rich Text Format, which is ASCII throughout. */
export function* rtfTokens(bytes: Uint8Array): Generator<RtfToken> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const pattern = new RegExp(
    String.raw`\\([a-zA-Z]{1,${LONGEST_WORD}})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)`,
    "gy",
  );
  for (let at = 0; at < text.length; ) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) {
      at++;
      continue;
    }
    at = pattern.lastIndex;
    const [, name, value, hex, symbol, brace, run] = match;
    if (name !== undefined) {
      // So many bytes of a picture or program follow as they are.
      if (name === "bin") at += Math.max(0, Number(value ?? 0));
      else yield { kind: "word", name, value: value === undefined ? undefined : Number(value) };
    } else if (hex !== undefined) yield { kind: "bytes", bytes: [Number.parseInt(hex, 16)] };
    else if (brace !== undefined) yield { kind: brace === "{" ? "open" : "close" };
    else if (symbol !== undefined) {
      if ("\\{}".includes(symbol)) yield { kind: "bytes", bytes: [symbol.charCodeAt(0)] };
      else yield { kind: "word", name: symbol, value: undefined };
    } else if (run !== undefined) yield { kind: "bytes", bytes: Buffer.from(run, "latin1").toJSON().data };
  }
}
