import type { Reader, ResolvedReader } from "./reader.ts";

/** Who may read: a document points to an access list, a list to principals. */
export interface AccessLists {
  /** With the lists that let the reader read now. To be asked once in a request. */
  resolve(reader: Reader): Promise<ResolvedReader>;
}
