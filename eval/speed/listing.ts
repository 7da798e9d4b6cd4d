import type { BucketObject } from "@footnote/contracts";

/** A bucket of so many objects, without its objects. */
export class Listing {
  static readonly NAME = "many";
  readonly name = Listing.NAME;
  readonly #count: number;
  readonly #modifiedAt = new Date(0);
  /** Has another etag than is known. */
  changed: string | undefined;
  /** Lies there, and the listing misses it. */
  missed: string | undefined;
  requests = 0;

  constructor(count: number) {
    this.#count = count;
  }

  async *list(): AsyncIterable<BucketObject> {
    for (let index = 0; index < this.#count; index++) {
      const object = this.#object(keyOf(index));
      if (object.key !== this.missed) yield object;
    }
  }

  async head(key: string): Promise<BucketObject> {
    this.requests++;
    return this.#object(key);
  }

  #object(key: string): BucketObject {
    return { key, size: 1, modifiedAt: this.#modifiedAt, etag: key === this.changed ? "another" : "e" };
  }
}

export function keyOf(index: number): string {
  return `folder-${index % 1_000}/note-${index}.md`;
}
