import type { Attachment } from "postal-mime";
import type { DraftBlock } from "../canonical/draft.ts";
import type { NoteTaker } from "../canonical/note-taker.ts";
import { attachmentKey, isSignature } from "./attachment-name.ts";
import type { Enclosed } from "./enclosed.ts";
import { unpackRtf } from "./rtf-in-tnef.ts";
import { readTnef, type TnefMessage } from "./tnef.ts";

const MESSAGE = "message/rfc822";
const MOST_RTF_BYTES = 16 * 1024 ** 2;
/** What a calendar's message is for (RFC 5546, 1.4). */
const METHODS: Readonly<Record<string, string>> = {
  REQUEST: "Invitation",
  CANCEL: "Cancellation",
  REPLY: "Answer to an invitation",
  COUNTER: "Proposal of another time",
  PUBLISH: "Announcement",
};

/** A file that came with a message. */
interface File {
  readonly name: string;
  readonly type: string;
  readonly content: Uint8Array;
}

/** Reads what came with a message, each as a part of its own. */
export class AttachmentReader {
  readonly #depth: number;
  readonly #enclosed: Enclosed;
  readonly #notes: NoteTaker;
  readonly #readMessage: (content: Uint8Array) => Promise<DraftBlock[]>;
  readonly #named: string[] = [];
  readonly #parts: DraftBlock[] = [];
  readonly #invitations = new Set<string>();
  readonly #said: string;

  /**
   * @param depth of the message that they came with, 0 for the outermost
   * @param body what that message says, which what Outlook packs mostly says again
   */
  constructor(
    depth: number,
    body: readonly DraftBlock[],
    enclosed: Enclosed,
    notes: NoteTaker,
    readMessage: (content: Uint8Array) => Promise<DraftBlock[]>,
  ) {
    this.#depth = depth;
    this.#said = letters(body);
    this.#enclosed = enclosed;
    this.#notes = notes;
    this.#readMessage = readMessage;
  }

  async read(attachments: readonly Attachment[]): Promise<DraftBlock[]> {
    for (const attachment of attachments) await this.#attachment(attachment);
    const items = this.#named.map((text) => ({ text, depth: 0 }));
    const list: DraftBlock[] = [
      { kind: "paragraph", text: "Attachments:" },
      { kind: "list", ordered: false, items },
    ];
    return [...(items.length > 0 ? list : []), ...this.#parts];
  }

  async #attachment(attachment: Attachment): Promise<void> {
    const { filename, mimeType: type, related } = attachment;
    const content = bytesOf(attachment);
    // The page that shows it has noted it.
    if (related === true && type.startsWith("image/")) return;
    if (type === MESSAGE && !this.#enclosed.isDeepest) await this.#message(filename ?? type, content);
    else if (/^(?:text\/calendar|application\/ics)$/.test(type)) await this.#calendar(attachment, content);
    else if (/ms-tnef$/.test(type) || /^winmail\.dat$/i.test(filename ?? ""))
      await this.#packed(attachment, content);
    else await this.#file({ name: filename?.trim() ?? "", type, content });
  }

  async #message(name: string, content: Uint8Array): Promise<void> {
    try {
      this.#parts.push(...(await this.#readMessage(content)));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#notes.add("attachments", { name });
    }
  }

  async #file({ name, type, content }: File): Promise<void> {
    this.#named.push(`${name || "without a name"} (${type})`);
    if (isSignature(type)) return;
    const key = attachmentKey(name === "" ? null : name, type);
    const draft = await this.#enclosed.read({ key, bytes: content });
    if (draft === undefined || draft.blocks.length === 0) {
      this.#notes.add("attachments", { name: name || type });
      return;
    }
    this.#notes.addAll(draft.notes ?? []);
    this.#part(`Attachment: ${name || key}`, draft.blocks);
  }

  /** Mail programs send an invitation twice: to be shown, and to be opened. */
  async #calendar({ method, filename, mimeType }: Attachment, content: Uint8Array): Promise<void> {
    const key = Buffer.from(content).toString("latin1").trim();
    if (this.#invitations.has(key)) return;
    this.#invitations.add(key);
    const draft = await this.#enclosed.read({ key: "invitation.ics", bytes: content });
    if (draft === undefined || draft.blocks.length === 0) {
      this.#notes.add("attachments", { name: filename ?? mimeType });
      return;
    }
    this.#notes.addAll(draft.notes ?? []);
    this.#part(METHODS[method ?? ""] ?? "Calendar", draft.blocks);
  }

  /** Outlook's own way to pack a message and its attachments. */
  async #packed({ filename, mimeType }: Attachment, content: Uint8Array): Promise<void> {
    const message = readTnef(content);
    const hasText = message !== undefined && (await this.#packedText(message));
    if (message === undefined || (!hasText && message.attachments.length === 0)) {
      const name = filename ?? "winmail.dat";
      this.#named.push(`${name} (${mimeType})`);
      this.#notes.add("attachments", { name });
      return;
    }
    for (const { name, content: bytes } of message.attachments) {
      await this.#file({ name, type: "application/octet-stream", content: bytes });
    }
  }

  /** @returns whether there was any */
  async #packedText({ subject, text, html, packedRtf }: TnefMessage): Promise<boolean> {
    const rtf = packedRtf === undefined ? undefined : unpackRtf(packedRtf, MOST_RTF_BYTES);
    const versions: (readonly [key: string, bytes: Uint8Array | undefined])[] = [
      ["message.html", html],
      ["message.rtf", rtf],
      ["message.txt", text === undefined ? undefined : new TextEncoder().encode(text)],
    ];
    for (const [key, bytes] of versions) {
      const draft = bytes === undefined ? undefined : await this.#enclosed.read({ key, bytes });
      if (draft === undefined || draft.blocks.length === 0) continue;
      if (!this.#said.includes(letters(draft.blocks)))
        this.#part(subject?.trim() || "Message from Outlook", draft.blocks);
      return true;
    }
    return false;
  }

  /** Its headings stand below its name; its pages are not the message's. */
  #part(name: string, blocks: readonly DraftBlock[]): void {
    const level = this.#depth + 2;
    this.#parts.push({ kind: "heading", level, text: name });
    for (const { page: _, ...block } of blocks) {
      this.#parts.push(block.kind === "heading" ? { ...block, level: block.level + level } : block);
    }
  }
}

function bytesOf({ content }: Attachment): Uint8Array {
  if (typeof content === "string") return new TextEncoder().encode(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

/** Letters and digits alone, to find a text again whatever it is laid out as. */
function letters(blocks: readonly DraftBlock[]): string {
  const texts = blocks.map((block) => {
    if (block.kind === "list") return block.items.map((item) => item.text).join("");
    return block.kind === "table" ? block.rows.flat().join("") : block.text;
  });
  return texts.join("").replace(/[^\p{L}\p{N}]/gu, "");
}
