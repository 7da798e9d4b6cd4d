import { Parser } from "htmlparser2";
import { decodeText } from "../decode.ts";
import { localName } from "./tree.ts";

/** So that a large part is never one string and a tree besides. */
const PIECE = 65_536;

export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  /** May come in several pieces. */
  text(data: string): void;
  close(name: string): void;
}

/** Reads element by element, without a tree. Names come without their prefix. Entities are left as in `parseXml`. */
export function streamXml(bytes: Uint8Array, handler: XmlHandler): void {
  const parser = new Parser(
    {
      onopentag: (name, attributes) => handler.open(localName(name), attributes),
      ontext: (data) => handler.text(data),
      onclosetag: (name) => handler.close(localName(name)),
    },
    { xmlMode: true },
  );
  const isUtf16 = bytes[0] === 0xff || bytes[0] === 0xfe;
  if (isUtf16) parser.write(decodeText(bytes));
  else {
    const decoder = new TextDecoder();
    for (let at = 0; at < bytes.length; at += PIECE) {
      parser.write(decoder.decode(bytes.subarray(at, at + PIECE), { stream: true }));
    }
  }
  parser.end();
}
