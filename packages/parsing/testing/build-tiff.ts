export interface TiffPage {
  readonly width: number;
  readonly height: number;
  /** One strip, as it is stored. */
  readonly data: Uint8Array;
  readonly compression?: number;
  readonly predictor?: number;
}

/** A TIFF of grey pages (TIFF 6.0): header, then for each page its strip and its directory. */
export function buildTiff(
  pages: readonly TiffPage[],
  {
    isLittle = true,
    isCircular = false,
  }: { readonly isLittle?: boolean; readonly isCircular?: boolean } = {},
): Uint8Array {
  const number = (size: 2 | 4, value: number) => {
    const bytes = Buffer.alloc(size);
    if (isLittle) bytes.writeUIntLE(value, 0, size);
    else bytes.writeUIntBE(value, 0, size);
    return bytes;
  };
  const parts: Buffer[] = [Buffer.from(isLittle ? "II" : "MM"), number(2, 42)];
  let at = 8;
  const bodies: Buffer[] = [];
  const starts: number[] = [];
  for (const { width, height, data, compression = 1, predictor = 1 } of pages) {
    const tags: readonly (readonly [tag: number, value: number])[] = [
      [256, width],
      [257, height],
      [258, 8],
      [259, compression],
      [262, 1],
      [273, at],
      [277, 1],
      [278, height],
      [279, data.length],
      [317, predictor],
    ];
    const strip = Buffer.concat([Buffer.from(data), Buffer.alloc(data.length % 2)]);
    starts.push(at + strip.length);
    const entries = tags.map(([tag, value]) =>
      Buffer.concat([number(2, tag), number(2, 4), number(4, 1), number(4, value)]),
    );
    bodies.push(strip, number(2, tags.length), ...entries);
    at += strip.length + 2 + 12 * tags.length + 4;
    const isLast = starts.length === pages.length;
    // The next page's directory lies behind its strip.
    const next = pages[starts.length];
    bodies.push(
      number(
        4,
        isLast
          ? isCircular
            ? (starts[0] ?? 0)
            : 0
          : at + (next?.data.length ?? 0) + ((next?.data.length ?? 0) % 2),
      ),
    );
  }
  return new Uint8Array(Buffer.concat([...parts, number(4, starts[0] ?? 0), ...bodies]));
}
