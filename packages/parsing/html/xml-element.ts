import { Parser } from "htmlparser2";

/** The text of the first XML element of this name; undefined where there is none or it is blank. */
export function xmlElementText(xml: Uint8Array | undefined, name: string): string | undefined {
  let state: "before" | "inside" | "after" = "before";
  let text = "";
  const parser = new Parser(
    {
      onopentag(opened) {
        if (state === "before" && opened === name) state = "inside";
      },
      ontext(part) {
        if (state === "inside") text += part;
      },
      onclosetag(closed) {
        if (closed === name) state = "after";
      },
    },
    { xmlMode: true },
  );
  parser.end(new TextDecoder().decode(xml));
  return text.trim() === "" ? undefined : text;
}
