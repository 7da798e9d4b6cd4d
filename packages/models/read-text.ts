/** The body of a response, at most `limit` bytes of it. @throws where it is longer, or breaks off */
export async function readText(response: Response, limit: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.byteLength;
    if (size > limit) throw new Error(`It is longer than ${limit} bytes.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}
