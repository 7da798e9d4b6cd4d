import type { Problem } from "@footnote/contracts";
import { type Client, getJson } from "./client.ts";

const PAGE = 100;

/** Every page of them, by bucket and key. */
export async function allDeadLetters(client: Client): Promise<Problem[]> {
  const all: Problem[] = [];
  let after: string | null = null;
  do {
    const page: { deadLetters: Problem[]; next: string | null } = await getJson(
      client,
      `/api/dead-letters?limit=${PAGE}${after === null ? "" : `&after=${after}`}`,
    );
    all.push(...page.deadLetters);
    after = page.next;
  } while (after !== null);
  return all;
}
