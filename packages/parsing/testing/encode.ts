const tables = new Map<string, Map<string, number[]>>();

/** Text in an encoding that TextDecoder knows: what decodes to a character, looked up the other way round. */
export function encode(text: string, label: string): Uint8Array {
  if (label === "iso-2022-jp") return encodeSevenBit(text);
  const table = tables.get(label) ?? tableOf(label);
  tables.set(label, table);
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const bytes = table.get(character);
      if (bytes === undefined) throw new Error(`${label} has no ${character}`);
      return bytes;
    }),
  );
}

export function encodeWide(
  text: string,
  form: "utf-16le" | "utf-16be" | "utf-32le" | "utf-32be",
): Uint8Array {
  const width = form.startsWith("utf-16") ? 2 : 4;
  const codes =
    width === 2
      ? text.split("").map((it) => it.charCodeAt(0))
      : [...text].map((it) => it.codePointAt(0) ?? 0);
  const view = new DataView(new ArrayBuffer(codes.length * width));
  const isLittle = form.endsWith("le");
  codes.forEach((code, index) => {
    if (width === 2) view.setUint16(index * 2, code, isLittle);
    else view.setUint32(index * 4, code, isLittle);
  });
  return new Uint8Array(view.buffer);
}

function tableOf(label: string): Map<string, number[]> {
  const decoder = new TextDecoder(label);
  const table = new Map<string, number[]>();
  const add = (bytes: number[]) => {
    const character = decoder.decode(Uint8Array.from(bytes));
    if ([...character].length === 1 && character !== "\ufffd" && !table.has(character))
      table.set(character, bytes);
  };
  for (let byte = 0; byte < 256; byte++) add([byte]);
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) add([lead, trail]);
  return table;
}

/** Runs beyond ASCII between escapes (RFC 1468), from the same characters in EUC-JP. */
function encodeSevenBit(text: string): Uint8Array {
  const parts = text.match(/[\0-\x7f]+|[^\0-\x7f]+/g) ?? [];
  return Buffer.concat(
    parts.map((part) =>
      /^[\0-\x7f]/.test(part)
        ? Buffer.from(part)
        : Buffer.concat([
            Buffer.from("\x1b$B"),
            encode(part, "euc-jp").map((byte) => byte & 0x7f),
            Buffer.from("\x1b(B"),
          ]),
    ),
  );
}
