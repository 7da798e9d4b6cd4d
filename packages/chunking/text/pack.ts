/** What is packed: `cost` tokens, `lead` tokens more where a group begins with it, `breakBefore` for letting it begin one. */
export interface Packable {
  readonly cost: number;
  readonly lead: number;
  readonly breakBefore: number;
}

/**
 * Divides a sequence into contiguous groups of at most `capacity`, and returns where each group begins. Of all
 * divisions it takes the one with the least sum of (unused share of each group)² + breakBefore of each cut: groups come
 * out evenly filled instead of full ones and a crumb, and cuts move to where the text itself has a border. An element
 * that is larger than the capacity stands alone.
 *
 * Dynamic programming; time grows with the length of the sequence times the elements that fit into one group.
 */
export function pack(elements: readonly Packable[], capacity: number): number[] {
  const best = new Float64Array(elements.length + 1).fill(Number.POSITIVE_INFINITY);
  const begins = new Uint32Array(elements.length + 1);
  best[0] = 0;
  for (let end = 1; end <= elements.length; end++) {
    let cost = 0;
    for (let begin = end - 1; begin >= 0; begin--) {
      const first = elements[begin] as Packable;
      cost += first.cost;
      if (cost > capacity && begin < end - 1) break;
      const filled = (cost + first.lead) / capacity;
      if (filled > 1 && begin < end - 1) continue;
      const total = (best[begin] as number) + (1 - filled) ** 2 + (begin > 0 ? first.breakBefore : 0);
      if (total < (best[end] as number)) {
        best[end] = total;
        begins[end] = begin;
      }
    }
  }
  const groups: number[] = [];
  for (let end = elements.length; end > 0; end = begins[end] as number) groups.push(begins[end] as number);
  return groups.reverse();
}
