import type { Element } from "domhandler";
import type { DraftBlock } from "../canonical/draft.ts";
import { readRelationships, referenceOf } from "../office/relationships.ts";
import { attribute, children, descendants, localName, parseXml } from "../xml/tree.ts";
import { readBlocks } from "./blocks.ts";
import { withoutLevel } from "./inline.ts";
import { partOf, type Story } from "./story.ts";
import { toggle } from "./styles.ts";

/** The headers and footers of a document's sections, each said once, where the first section that shows it begins. */
export class HeadersAndFooters {
  readonly #story: Story;
  readonly #sections: Element[];
  readonly #hasEvenPages: boolean;
  readonly #said = new Set<string>();

  constructor(body: Element, story: Story) {
    this.#story = story;
    this.#sections = [...descendants(body, "sectPr")];
    const settings = story.relationships.parts.find((it) => it.type === "settings");
    const xml = settings === undefined ? undefined : story.file.archive.read(settings.target);
    this.#hasEvenPages =
      xml !== undefined && (toggle(children(parseXml(xml))[0], "evenAndOddHeaders") ?? false);
  }

  /** Those of the next section that have not been said; headers first. */
  next(): DraftBlock[] {
    const section = this.#sections.shift();
    if (section === undefined) return [];
    const shown = children(section).filter((it) => this.#isShown(it, section));
    const named = (name: string) => shown.filter((it) => localName(it.name) === name);
    return [...named("headerReference"), ...named("footerReference")].flatMap((it) => this.#read(it));
  }

  /** Word keeps headers for first and even pages that are not in use. */
  #isShown(reference: Element, section: Element): boolean {
    const type = attribute(reference, "type") ?? "default";
    if (type === "first") return toggle(section, "titlePg") ?? false;
    return type !== "even" || this.#hasEvenPages;
  }

  #read(reference: Element): DraftBlock[] {
    const { file, relationships } = this.#story;
    const id = referenceOf(reference.attribs);
    const part = relationships.parts.find((it) => it.id === id)?.target;
    const xml = partOf(this.#story, id);
    const root = xml === undefined ? undefined : children(parseXml(xml))[0];
    if (part === undefined || root === undefined) return [];
    const { blocks } = readBlocks(root, { file, relationships: readRelationships(file.archive, part) });
    return blocks.map(withoutLevel).filter((block) => {
      const key = JSON.stringify(block);
      if (this.#said.has(key)) return false;
      this.#said.add(key);
      return true;
    });
  }
}
