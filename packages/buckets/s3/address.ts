/** What an address such as s3://name/prefix means. */
export interface S3Address {
  readonly name: string;
  /** What the keys of its objects begin with: empty, or with "/" at its end. */
  readonly prefix: string;
}

export function readS3Address(url: string): S3Address {
  const [name = "", ...path] = url.replace(/^s3:\/\//, "").split("/");
  const prefix = path.join("/").replace(/\/+$/, "");
  return { name, prefix: prefix === "" ? "" : `${prefix}/` };
}

/**
 * The key below the prefix, under which the object is known; undefined for what is none: another's, or the empty
 * object that some tools make for a folder. A name that no database can keep is none either.
 */
export function keyBelow({ prefix }: S3Address, objectKey: string): string | undefined {
  if (!objectKey.startsWith(prefix) || objectKey.endsWith("/")) return undefined;
  const key = objectKey.slice(prefix.length);
  return key === "" || key.includes("\0") || !key.isWellFormed() ? undefined : key;
}
