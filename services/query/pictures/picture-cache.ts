/** Some two hundred pages. */
const MOST_BYTES = 32_000_000;

/** Pictures that were drawn, up to so many bytes: the one that was asked for longest ago goes first. */
export class PictureCache {
  readonly #pictures = new Map<string, Uint8Array>();
  readonly #most: number;
  #bytes = 0;

  constructor(most = MOST_BYTES) {
    this.#most = most;
  }

  get(key: string): Uint8Array | undefined {
    const picture = this.#pictures.get(key);
    if (picture === undefined) return undefined;
    this.#pictures.delete(key);
    this.#pictures.set(key, picture);
    return picture;
  }

  set(key: string, picture: Uint8Array): void {
    if (picture.byteLength > this.#most || this.#pictures.has(key)) return;
    this.#pictures.set(key, picture);
    this.#bytes += picture.byteLength;
    for (const [oldest, { byteLength }] of this.#pictures) {
      if (this.#bytes <= this.#most) return;
      this.#pictures.delete(oldest);
      this.#bytes -= byteLength;
    }
  }
}
