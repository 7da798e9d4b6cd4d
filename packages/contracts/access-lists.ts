import type { ObjectReaders } from "./bucket.ts";
import type { Claim } from "./claim.ts";
import type { Reader, ResolvedReader } from "./reader.ts";

/** Under which list a document will stand. */
export interface AccessListNames {
  /** The id of the list for these readers of an object. */
  accessListOf(
    document: Pick<Claim, "tenant" | "bucket" | "key" | "accessList">,
    readers: ObjectReaders | undefined,
  ): Promise<string>;
}

/** Who may read: a document points to an access list, a list to principals. */
export interface AccessLists {
  /** With the lists that let the reader read now. To be asked once in a request. */
  resolve(reader: Reader): Promise<ResolvedReader>;
}
