import PostalMime, { type Address, type Email } from "postal-mime";
import type { DraftBlock, DraftDocument } from "../canonical/draft.ts";
import { readFragment } from "../html/parse-html.ts";
import { parseText } from "../parse-text.ts";
import { encryptedMessage, mislabelled } from "../problems.ts";

/** Messages in messages that are read; one further down is only named, as attachments are. */
const DEEPEST_MESSAGE = 3;
const NESTED = "message/rfc822";
/** Parts in parts; mail programs come to five or so. */
const DEEPEST_PART = 50;

/**
 * The subject as a heading, then who wrote to whom and when, then the text. Attachments are named, not read; messages
 * that are attached are read. @throws FootnoteError file_mislabelled, file_encrypted, file_corrupt
 */
export async function parseEml(bytes: Uint8Array): Promise<DraftDocument> {
  const email = await readMessage(bytes);
  if (!isMessage(email)) {
    throw mislabelled(
      ".eml",
      "not that of an e-mail: it has no sender, recipient, subject or date",
      "Save the message anew from the mail program, or rename the file after what it is.",
    );
  }
  const type = headerOf(email, "content-type") ?? "";
  if (/^multipart\/encrypted|^application\/(?:x-)?pkcs7-mime(?!.*signed-data)/i.test(type)) {
    throw encryptedMessage();
  }
  return { title: email.subject, blocks: await blocksOf(email, 0) };
}

function readMessage(bytes: ArrayBuffer | Uint8Array): Promise<Email> {
  return PostalMime.parse(bytes, { forceRfc822Attachments: true, maxNestingDepth: DEEPEST_PART });
}

function isMessage(email: Email): boolean {
  return [email.from, email.to, email.subject, email.date].some((it) => it !== undefined);
}

async function blocksOf(email: Email, depth: number): Promise<DraftBlock[]> {
  const blocks: DraftBlock[] = [
    { kind: "heading", level: 1 + depth, text: email.subject?.trim() || "(no subject)" },
    { kind: "paragraph", text: envelopeOf(email) },
    ...bodyOf(email).map((block) =>
      block.kind === "heading" ? { ...block, level: block.level + 1 + depth } : block,
    ),
  ];
  const named: string[] = [];
  const messages: Email[] = [];
  for (const { filename, mimeType, related, content } of email.attachments) {
    const isRead = mimeType === NESTED && depth < DEEPEST_MESSAGE && typeof content !== "string";
    if (isRead) messages.push(await readMessage(content));
    else if (!related) named.push(`${filename?.trim() || "without a name"} (${mimeType})`);
  }
  if (named.length > 0) {
    blocks.push(
      { kind: "paragraph", text: "Attachments:" },
      { kind: "list", ordered: false, items: named.map((text) => ({ text, depth: 0 })) },
    );
  }
  for (const message of messages) blocks.push(...(await blocksOf(message, depth + 1)));
  return blocks;
}

function envelopeOf(email: Email): string {
  const lines: [string, string | undefined][] = [
    ["From", email.from && addressText(email.from)],
    ["To", email.to?.map(addressText).join(", ")],
    ["Cc", email.cc?.map(addressText).join(", ")],
    // As written: in the sender's own time.
    ["Date", headerOf(email, "date")],
  ];
  return lines.flatMap(([name, value]) => (value === undefined ? [] : `${name}: ${value}`)).join("\n");
}

function addressText({ name, address, group }: Address): string {
  if (group !== undefined) return `${name}: ${group.map(addressText).join(", ")}`;
  return name === "" || name === address ? address : `${name} <${address}>`;
}

/** The HTML version where there is one, since it keeps lists and tables. */
function bodyOf(email: Email): DraftBlock[] {
  const blocks = email.html === undefined ? [] : readFragment(email.html.replace(/\r\n?/g, "\n"));
  return blocks.length > 0 ? blocks : parseText(email.text ?? "").blocks;
}

function headerOf(email: Email, key: string): string | undefined {
  return email.headers.find((header) => header.key === key)?.value;
}
