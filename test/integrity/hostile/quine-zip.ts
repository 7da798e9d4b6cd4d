/** How long the header and the tail must be for the copies below to take five bytes each. */
const HEADER = 60;
const TAIL = 253;
const OPCODE = 5;
/** A last, empty block. */
const END_OF_STREAM = Buffer.from([1, 0, 0, 0xff, 0xff]);

/**
 * A zip whose only file is the zip itself, byte for byte, without end for whoever unpacks what was unpacked. After
 * Russ Cox, "Zip Files All The Way Down" (2010): a program of deflate's two instructions, "these bytes" and "the last
 * bytes again", each five bytes long, that prints itself.
 */
export function quineZip(name: string): Uint8Array {
  const program = (header: Buffer, tail: Buffer) => {
    const start = literal(HEADER + OPCODE);
    const end = literal(OPCODE + TAIL);
    const [startAgain, endAgain, four] = [repeat(65), repeat(258), repeat(20)];
    const [L0, L1, L4] = [literal(0), literal(OPCODE), literal(4 * OPCODE)];
    return Buffer.concat([
      ...[header, start, header, start, startAgain, L1, startAgain, L1, L1, L4, startAgain, L1, L1, L4],
      ...[four, L4, four, L4, four, L4, four, L4, four, L0, L0, end, four, L0, L0, end],
      ...[endAgain, tail, endAgain, tail],
    ]);
  };
  const size = program(Buffer.alloc(HEADER), Buffer.alloc(TAIL)).length;
  const compressedSize = size - HEADER - (TAIL - END_OF_STREAM.length);
  const described = Buffer.alloc(26);
  described.writeUInt16LE(20, 0);
  described.writeUInt16LE(8, 4);
  described.writeUInt32LE(compressedSize, 14);
  described.writeUInt32LE(size, 18);
  described.writeUInt16LE(name.length, 22);
  const extraLength = HEADER - 30 - name.length;
  const local = Buffer.from(described);
  local.writeUInt16LE(extraLength, 24);
  const header = Buffer.concat([
    Buffer.from("PK\x03\x04"),
    local,
    Buffer.from(name),
    // Of a kind that nobody knows.
    Buffer.from([0xff, 0xff, extraLength - 4, 0]),
    Buffer.alloc(extraLength - 4),
  ]);
  const entry = Buffer.concat([
    Buffer.from("PK\x01\x02\x14\x00"),
    described,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(TAIL - END_OF_STREAM.length - entry.length);
  end.write("PK\x05\x06");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(size - end.length - entry.length, 16);
  end.writeUInt16LE(end.length - 22, 20);
  return new Uint8Array(program(header, Buffer.concat([END_OF_STREAM, entry, end])));
}

/** A block of bytes as they stand, which follow (RFC 1951, 3.2.4). */
function literal(bytes: number): Buffer {
  const block = Buffer.alloc(OPCODE);
  block.writeUInt16LE(bytes, 1);
  block.writeUInt16LE(~bytes & 0xffff, 3);
  return block;
}

/** A block that says the last bytes again, in the fixed code (RFC 1951, 3.2.5 and 3.2.6), made up to 40 bits. */
function repeat(bytes: 20 | 65 | 258): Buffer {
  const END = "0000000";
  // Not the last one, of the fixed code.
  const BLOCK = "010";
  // Lengths 10, 65 and 258: codes 264, 276 and 285. Distances 20, 65 and 258: codes 8, 12 and 16.
  const copies = {
    20: `${"0001000"}${code(8)}${extra(3, 3)}`.repeat(2) + END,
    65: `${"0010100"}${extra(6, 3)}${code(12)}${extra(0, 5)}${END}${BLOCK}${END}`,
    258: `${"11000101"}${code(16)}${extra(1, 7)}${END}${BLOCK}${END}`,
  };
  const bits = BLOCK + copies[bytes];
  return Buffer.from(Array.from({ length: OPCODE }, (_, at) => byteOf(bits.slice(8 * at, 8 * at + 8))));
}

/** Codes begin with their highest bit, numbers with their lowest, and so do bytes. */
function code(distance: number): string {
  return distance.toString(2).padStart(5, "0");
}

function extra(value: number, bits: number): string {
  return [...value.toString(2).padStart(bits, "0")].reverse().join("");
}

function byteOf(bits: string): number {
  return Number.parseInt([...bits].reverse().join(""), 2);
}
