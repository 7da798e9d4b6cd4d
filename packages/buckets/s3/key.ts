import { FootnoteError } from "@footnote/contracts";
import { isIgnored } from "../ignored.ts";
import { keyBelow, type S3Address } from "./address.ts";

/** What S3 allows, in bytes of UTF-8. */
const LONGEST_KEY = 1_024;

/** The object's whole key. @throws FootnoteError object_refused for what cannot be one, or is no object, as in a folder */
export function objectKeyOf(address: S3Address, key: string): string {
  const objectKey = address.prefix + key;
  if (keyBelow(address, objectKey) === undefined || Buffer.byteLength(objectKey) > LONGEST_KEY)
    throw refused(key, "cannot be the name of an object");
  if (isIgnored(key)) throw refused(key, "is the name of a hidden, temporary or system file");
  return objectKey;
}

function refused(key: string, what: string): FootnoteError {
  return new FootnoteError("object_refused", `${JSON.stringify(key)} ${what}.`, {
    action: "Give the file another name.",
  });
}
