import { readProperties } from "./mapi.ts";

const SIGNATURE = 0x223e9f78;
const MESSAGE = 1;
/** Attributes of a message and of its attachments ([MS-OXTNEF] 2.1.3). */
const SUBJECT = 0x00018004;
const BODY = 0x0002800c;
const PROPERTIES = 0x00069003;
const ATTACHMENT_BEGINS = 0x00069002;
const TITLE = 0x00018010;
const DATA = 0x0006800f;
const ATTACHMENT_PROPERTIES = 0x00069005;

export interface TnefFile {
  name: string;
  content: Uint8Array;
}

/** What Outlook packs into `winmail.dat` for others of its kind. */
export interface TnefMessage {
  subject?: string;
  text?: string;
  html?: Uint8Array;
  /** As it is packed once more: see rtf-in-tnef.ts. */
  packedRtf?: Uint8Array;
  readonly attachments: TnefFile[];
}

/** Undefined where it is none, or breaks off. */
export function readTnef(bytes: Uint8Array): TnefMessage | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 6 || view.getUint32(0, true) !== SIGNATURE) return undefined;
  const message: TnefMessage = { attachments: [] };
  let isWhole = false;
  for (let at = 6; at + 9 <= bytes.length; ) {
    const level = bytes[at] ?? 0;
    const attribute = view.getUint32(at + 1, true);
    const length = view.getUint32(at + 5, true);
    if (at + 9 + length > bytes.length) return isWhole ? message : undefined;
    const data = bytes.subarray(at + 9, at + 9 + length);
    if (level === MESSAGE) takeOfMessage(message, attribute, data);
    else takeOfAttachment(message, attribute, data);
    isWhole = true;
    at += 9 + length + 2;
  }
  return isWhole ? message : undefined;
}

function takeOfMessage(message: TnefMessage, attribute: number, data: Uint8Array): void {
  if (attribute === SUBJECT) message.subject ??= text(data);
  else if (attribute === BODY) message.text ??= text(data);
  else if (attribute === PROPERTIES) {
    const { subject, body, html, packedRtf } = readProperties(data);
    if (subject !== undefined) message.subject = subject;
    if (body !== undefined) message.text = body;
    if (html !== undefined) message.html = html;
    if (packedRtf !== undefined) message.packedRtf = packedRtf;
  }
}

function takeOfAttachment({ attachments }: TnefMessage, attribute: number, data: Uint8Array): void {
  if (attribute === ATTACHMENT_BEGINS) {
    attachments.push({ name: "", content: new Uint8Array() });
    return;
  }
  const attachment = attachments.at(-1);
  if (attachment === undefined) return;
  if (attribute === TITLE && attachment.name === "") attachment.name = text(data);
  else if (attribute === DATA) attachment.content = data;
  else if (attribute === ATTACHMENT_PROPERTIES)
    attachment.name = readProperties(data).fileName ?? attachment.name;
}

/** In the code page of whoever wrote it, ending in NUL. */
function text(data: Uint8Array): string {
  return new TextDecoder("windows-1252").decode(data).replace(/\0.*$/s, "");
}
