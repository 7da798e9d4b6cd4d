import { deflateRawSync } from "node:zlib";

/** What a zip says of a file, and what it holds; everything may lie. */
export interface RawEntry {
  readonly name: string;
  readonly method: 0 | 8;
  /** Already deflated where the method says so. */
  readonly content: Uint8Array;
  /** Once inflated; 0 where nobody looks. */
  readonly size?: number;
  readonly isEncrypted?: boolean;
  /** The bytes that the directory gives it instead of its own, from its header on; may reach into what follows. */
  readonly overlap?: { readonly headerAt: number; readonly compressedSize: number };
}

/** A zip of these files, deflated. */
export function buildZip(files: Readonly<Record<string, Uint8Array | string>>): Uint8Array {
  return buildRawZip(
    Object.entries(files).map(([name, content]) => ({
      name,
      method: 8,
      content: deflateRawSync(Buffer.from(content)),
      size: Buffer.from(content).length,
    })),
  );
}

/** Check sums are left out, since nothing here looks at them. */
export function buildRawZip(entries: readonly RawEntry[]): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const {
    name,
    method,
    content,
    size = method === 0 ? content.length : 0,
    isEncrypted = false,
    overlap,
  } of entries) {
    const describe = (compressedSize: number) => {
      const description = Buffer.alloc(26);
      description.writeUInt16LE(20, 0);
      description.writeUInt16LE(isEncrypted ? 1 : 0, 2);
      description.writeUInt16LE(method, 4);
      description.writeUInt32LE(compressedSize, 14);
      description.writeUInt32LE(size, 18);
      description.writeUInt16LE(Buffer.byteLength(name), 22);
      return description;
    };
    const header = Buffer.concat([Buffer.from("PK\x03\x04"), describe(content.length), Buffer.from(name)]);
    const at = Buffer.alloc(14);
    at.writeUInt32LE(overlap?.headerAt ?? offset, 10);
    directory.push(
      Buffer.concat([
        Buffer.from("PK\x01\x02\x14\x00"),
        describe(overlap?.compressedSize ?? content.length),
        at,
        Buffer.from(name),
      ]),
    );
    if (overlap === undefined) {
      locals.push(header, Buffer.from(content));
      offset += header.length + content.length;
    }
  }
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  const count = Math.min(directory.length, 0xffff);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  const listed = Buffer.concat(directory);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...locals, listed, end]));
}

/** The least that is a Word document. */
export function buildPlainDocx(body: string): Uint8Array {
  return buildDocx(wordDocument(body));
}

export function wordDocument(body: string): string {
  return `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`;
}

/** A Word document with this as its main part. */
export function buildDocx(
  xml: string,
  others: Readonly<Record<string, Uint8Array | string>> = {},
): Uint8Array {
  return buildZip({
    "[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    "_rels/.rels": `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    "word/document.xml": xml,
    ...others,
  });
}
