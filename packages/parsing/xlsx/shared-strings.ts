import { streamXml } from "../xml/stream.ts";
import { unescaped } from "./escaped.ts";

/** The texts that cells refer to by number (ECMA-376 18.4.8), runs joined, without hints on pronunciation. */
export function readSharedStrings(xml: Uint8Array | undefined): string[] {
  const strings: string[] = [];
  if (xml === undefined) return strings;
  let text = "";
  let isText = false;
  let isPhonetic = false;
  streamXml(xml, {
    open(name) {
      if (name === "si") text = "";
      else if (name === "rPh") isPhonetic = true;
      else if (name === "t") isText = !isPhonetic;
    },
    text(data) {
      if (isText) text += data;
    },
    close(name) {
      if (name === "si") strings.push(unescaped(text));
      else if (name === "rPh") isPhonetic = false;
      else if (name === "t") isText = false;
    },
  });
  return strings;
}
