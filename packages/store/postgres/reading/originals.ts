import { FootnoteError, type Originals } from "@footnote/contracts";
import { READABLE, readerParameters } from "../access/visible.ts";
import type { SqlSession } from "../connection/sql-client.ts";

// Bytes travel as base64: a Uint8Array is an array of numbers to the clients, see connection/sql-client.ts.

export function originals(session: SqlSession): Originals {
  return {
    async keepOriginal(reader, document, version, bytes) {
      await session.query(
        `INSERT INTO original (document, version, bytes)
         SELECT v.document, v.version, decode($5, 'base64') FROM version v JOIN document d ON d.id = v.document
          WHERE v.document = $3 AND v.version = $4 AND ${READABLE} FOR SHARE OF v
         ON CONFLICT DO NOTHING`,
        [...readerParameters(reader), document, version, Buffer.from(bytes).toString("base64")],
      );
    },
    async original(reader, document, version) {
      const [found] = await session.query<{ bytes: string }>(
        `SELECT encode(o.bytes, 'base64') AS bytes FROM original o JOIN document d ON d.id = o.document
          WHERE o.document = $3 AND o.version = $4 AND ${READABLE}`,
        [...readerParameters(reader), document, version],
      );
      if (found !== undefined) return Uint8Array.from(Buffer.from(found.bytes, "base64"));
      throw new FootnoteError("not_found", "The file that this version was made from is not kept.", {
        action:
          "Take it from wherever the folder's own earlier versions are kept, or write it anew from the text.",
      });
    },
  };
}
