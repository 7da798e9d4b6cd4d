import { questionOf } from "@footnote/answering";
import type { LanguageModel, SampledSection } from "@footnote/contracts";
import type { DraftSource } from "@footnote/evaluation";
import type { Embedded } from "../embedded.ts";

/** Of more, so many are taken at random. */
const DOCUMENTS = 500;
/** Less says nothing that one could ask for. */
const LEAST_CHARACTERS = 60;
const MAX_TOKENS = 60;

/** Sections, by document, with a question that each may answer: as a model puts it, or as its heading does. */
export async function draftQuestions(
  { store, reader, languageModel: model }: Embedded,
  most: number,
): Promise<DraftSource[]> {
  const places = await placesOf(store, reader);
  const sections = (await store.showcase.sample(reader, DOCUMENTS)).filter(
    ({ text }) => text.length >= LEAST_CHARACTERS,
  );
  const ordered = sections
    .flatMap((section) => {
      const place = places.get(section.document);
      return place === undefined ? [] : [{ section, place }];
    })
    .sort((one, other) => compare(one.place.key, other.place.key) || one.section.start - other.section.start);
  const drafts: DraftSource[] = [];
  for (const { section, place } of ordered) {
    if (drafts.length === most) break;
    const question = model === undefined ? questionOf(section)?.question : await writtenBy(model, section);
    if (question !== undefined) drafts.push({ ...place, text: section.text, question });
  }
  return drafts;
}

async function placesOf({ passages }: Embedded["store"], reader: Embedded["reader"]) {
  const places = new Map<string, { bucket: string; key: string }>();
  let after: string | undefined;
  do {
    const { documents, next } = await passages.documents(reader, { after, limit: 100, state: "live" });
    for (const { document, bucket, key } of documents) places.set(document, { bucket, key });
    after = next ?? undefined;
  } while (after !== undefined);
  return places;
}

async function writtenBy(model: LanguageModel, { title, text }: SampledSection): Promise<string | undefined> {
  const content = `Write one question that a colleague would ask who has not read the text between <<< and >>>, and that the text answers. Use other words than the text where you can. Write the question alone.\n\n<<<${title}\n${text.replaceAll(">>>", "›››")}>>>`;
  let written = "";
  for await (const event of model.generate({
    messages: [{ role: "user", content }],
    maxTokens: MAX_TOKENS,
    subject: "evaluation",
  }))
    if (event.kind === "text") written += event.text;
  const [line = ""] = written.trim().split("\n");
  return line.endsWith("?") ? line : undefined;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
