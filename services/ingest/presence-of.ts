import { type Bucket, FootnoteError } from "@footnote/contracts";

/** "there" also where it is refused: its own look says why. "unseen": the bucket, or this part of it, is not there. */
export async function presenceOf(bucket: Bucket, key: string): Promise<"there" | "gone" | "unseen"> {
  try {
    return (await bucket.head(key)) === undefined ? "gone" : "there";
  } catch (error) {
    return error instanceof FootnoteError && error.code === "bucket_absent" ? "unseen" : "there";
  }
}
