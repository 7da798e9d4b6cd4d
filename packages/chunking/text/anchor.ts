// Enough to tell neighbours apart; an edit further back leaves the anchor where it is.
const LENGTH = 64;

/**
 * A number in [0, 1) made from how a piece begins. Added to what a cut before it costs, it makes some cuts likelier than
 * others wherever the piece stands, so after an edit packing soon falls back into the cuts it made before. Without it a
 * row inserted into a table of equal rows would move every cut below (content-defined chunking, as rsync and LBFS do;
 * the hash is FNV-1a with a final mix).
 */
export function anchor(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < Math.min(end, start + LENGTH); at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
