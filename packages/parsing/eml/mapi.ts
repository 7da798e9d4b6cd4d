/** Types of properties ([MS-OXCDATA] 2.11.1) and how many bytes their values take. */
const FIXED: Readonly<Record<number, number>> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};
const STRING_8 = 0x1e;
const UNICODE = 0x1f;
const BINARY = 0x102;
const OBJECT = 0x0d;
const MULTIPLE = 0x1000;

const SUBJECT = 0x0037;
const BODY = 0x1000;
const PACKED_RTF = 0x1009;
const HTML = 0x1013;
const LONG_FILE_NAME = 0x3707;
/** Names of their own follow those from here on. */
const NAMED_FROM = 0x8000;

export interface MessageProperties {
  subject?: string;
  body?: string;
  html?: Uint8Array;
  packedRtf?: Uint8Array;
  fileName?: string;
}

/** The few properties of a message or an attachment that hold text, as far as the list is sound ([MS-OXTNEF] 2.1.3.4). */
export function readProperties(bytes: Uint8Array): MessageProperties {
  const found: MessageProperties = {};
  const reader = new Reader(bytes);
  try {
    for (let left = reader.number(); left > 0; left--) {
      const type = reader.short();
      const id = reader.short();
      if (id >= NAMED_FROM) skipName(reader);
      for (const value of reader.values(type)) take(found, id, type, value);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
}

function take(found: MessageProperties, id: number, type: number, value: Uint8Array): void {
  const text = () =>
    new TextDecoder(type === UNICODE ? "utf-16le" : "windows-1252").decode(value).replace(/\0.*$/s, "");
  if (id === SUBJECT) found.subject = text();
  else if (id === BODY) found.body = text();
  else if (id === LONG_FILE_NAME) found.fileName = text();
  else if (id === HTML) found.html = value;
  else if (id === PACKED_RTF) found.packedRtf = value;
}

function skipName(reader: Reader): void {
  reader.skip(16);
  if (reader.number() === 0) reader.skip(4);
  else reader.skip(padded(reader.number()));
}

/** @throws RangeError beyond the end */
class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  short(): number {
    this.#at += 2;
    return this.#view.getUint16(this.#at - 2, true);
  }

  number(): number {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4, true);
  }

  skip(bytes: number): void {
    this.#at += bytes;
    if (this.#at > this.#bytes.length) throw new RangeError("beyond the end");
  }

  values(type: number): Uint8Array[] {
    const single = type & ~MULTIPLE;
    const isVariable = [STRING_8, UNICODE, BINARY, OBJECT].includes(single);
    const count = isVariable || single !== type ? this.number() : 1;
    const values: Uint8Array[] = [];
    for (let left = count; left > 0; left--) {
      const size = isVariable ? this.number() : FIXED[single];
      if (size === undefined) throw new RangeError("an unknown type");
      const from = this.#at;
      this.skip(padded(size));
      values.push(this.#bytes.subarray(from, from + size));
    }
    return values;
  }
}

function padded(size: number): number {
  return Math.ceil(size / 4) * 4;
}
