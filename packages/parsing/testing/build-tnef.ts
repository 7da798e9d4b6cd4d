/** A `winmail.dat` of these attributes ([MS-OXTNEF] 2.1.1). */
export function buildTnef(attributes: readonly Uint8Array[]): Uint8Array {
  const head = Buffer.alloc(6);
  head.writeUInt32LE(0x223e9f78, 0);
  return Buffer.concat([head, ...attributes]);
}

/** @param level 1 for the message, 2 for an attachment */
export function tnefAttribute(level: 1 | 2, id: number, data: Uint8Array): Uint8Array {
  const head = Buffer.alloc(9);
  head.writeUInt8(level, 0);
  head.writeUInt32LE(id, 1);
  head.writeUInt32LE(data.length, 5);
  // Nobody looks at the check sum.
  return Buffer.concat([head, data, Buffer.alloc(2)]);
}

/** Properties by their tag, which is their name and, in its lower half, their type; texts and bytes alone. */
export function mapiProperties(
  properties: readonly (readonly [tag: number, value: Uint8Array])[],
): Uint8Array {
  const number = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  return Buffer.concat([
    number(properties.length),
    ...properties.flatMap(([tag, value]) => [
      number(tag),
      number(1),
      number(value.length),
      value,
      Buffer.alloc((4 - (value.length % 4)) % 4),
    ]),
  ]);
}
