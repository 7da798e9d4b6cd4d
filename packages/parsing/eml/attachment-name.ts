/** What a file of this type would be called, for attachments without a name that says so. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  "text/plain": "txt",
  "text/html": "html",
  "text/csv": "csv",
  "text/markdown": "md",
  "text/calendar": "ics",
  "application/ics": "ics",
  "text/vcard": "vcf",
  "text/x-vcard": "vcf",
  "text/rtf": "rtf",
  "application/rtf": "rtf",
  "text/xml": "xml",
  "application/xml": "xml",
  "application/json": "json",
  "application/pdf": "pdf",
  "application/epub+zip": "epub",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
  "message/rfc822": "eml",
  // What a mail server has to say of a message that it did not deliver, or that was read.
  "message/delivery-status": "txt",
  "message/disposition-notification": "txt",
  "message/feedback-report": "txt",
  "text/rfc822-headers": "txt",
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/tiff": "tiff",
  "image/webp": "webp",
};

/** The key under which an attachment is read: its name, or one after its type. */
export function attachmentKey(fileName: string | null, mimeType: string): string {
  const name = fileName?.split(/[/\\]/).at(-1)?.trim() ?? "";
  if (/[^.]\.[A-Za-z0-9]{1,8}$/.test(name)) return name;
  const extension = EXTENSIONS[mimeType];
  return extension === undefined ? name || "attachment" : `${name || "attachment"}.${extension}`;
}

/** Signatures prove who wrote a message; there is nothing in them to read. */
export function isSignature(mimeType: string): boolean {
  return /^application\/(?:pgp-signature|pgp-keys|(?:x-)?pkcs7-signature)$/.test(mimeType);
}
