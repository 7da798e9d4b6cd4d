/** Where to look: all of a bucket, or what lies below a path of it. */
export interface Area {
  readonly bucket: string;
  /** A folder or one document, without a slash at its end; empty for the whole bucket. */
  readonly path: string;
}

/** Undefined: everywhere. */
export type Within = readonly Area[] | undefined;
