import type { Address, Email } from "postal-mime";
import type { DraftBlock, DraftDocument } from "../canonical/draft.ts";
import { NoteTaker } from "../canonical/note-taker.ts";
import { readWithNotes } from "../html/parse-html.ts";
import { parseText } from "../parse-text.ts";
import { encryptedMessage, mislabelled } from "../problems.ts";
import { AttachmentReader } from "./attachments.ts";
import type { Enclosed } from "./enclosed.ts";
import { readMessage } from "./message.ts";

/**
 * The subject as a heading, then who wrote to whom and when, then the text, then what is attached: each file that can
 * be read as a part of its own under its name, messages and invitations too; all attachments are named, and those that
 * cannot be read are noted.
 * @throws FootnoteError file_mislabelled, file_encrypted, file_corrupt, file_unsupported
 */
export async function parseEml(bytes: Uint8Array, enclosed: Enclosed): Promise<DraftDocument> {
  const { email, notes: noted } = await readMessage(bytes);
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
  const notes = new NoteTaker();
  notes.addAll(noted);
  const blocks = await messageBlocks(email, 0, enclosed, notes);
  return { title: email.subject, blocks, notes: notes.notes };
}

function isMessage(email: Email): boolean {
  return [email.from, email.to, email.subject, email.date].some((it) => it !== undefined);
}

/** @param depth of its heading: 0 for the outermost message */
async function messageBlocks(
  email: Email,
  depth: number,
  enclosed: Enclosed,
  notes: NoteTaker,
): Promise<DraftBlock[]> {
  const body = bodyOf(email, notes).map((block) =>
    block.kind === "heading" ? { ...block, level: block.level + 1 + depth } : block,
  );
  const attachments = new AttachmentReader(depth, body, enclosed, notes, async (content) => {
    const message = await readMessage(content);
    notes.addAll(message.notes);
    return messageBlocks(message.email, depth + 1, enclosed.deeper(), notes);
  });
  return [
    { kind: "heading", level: 1 + depth, text: email.subject?.trim() || "(no subject)" },
    { kind: "paragraph", text: envelopeOf(email) },
    ...body,
    ...(await attachments.read(email.attachments)),
  ];
}

function envelopeOf(email: Email): string {
  const lines: [string, string | undefined][] = [
    ["From", email.from && addressText(email.from)],
    ["To", email.to?.map(addressText).join(", ")],
    ["Cc", email.cc?.map(addressText).join(", ")],
    ["Bcc", email.bcc?.map(addressText).join(", ")],
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
function bodyOf(email: Email, notes: NoteTaker): DraftBlock[] {
  const page = email.html === undefined ? undefined : readWithNotes(email.html.replace(/\r\n?/g, "\n"));
  if (page === undefined || page.blocks.length === 0) return parseText(email.text ?? "").blocks;
  notes.addAll(page.notes);
  return page.blocks;
}

function headerOf(email: Email, key: string): string | undefined {
  return email.headers.find((header) => header.key === key)?.value;
}
