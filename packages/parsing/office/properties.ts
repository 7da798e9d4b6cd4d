import { descendants, parseXml, textOf } from "../xml/tree.ts";

export const CORE_PROPERTIES = "docProps/core.xml";

/** The title in an Office file's properties; undefined where its author gave none. */
export function titleOf(properties: Uint8Array | undefined): string | undefined {
  if (properties === undefined) return undefined;
  const title = textOf(descendants(parseXml(properties), "title").next().value ?? undefined);
  return title.trim() === "" ? undefined : title;
}
