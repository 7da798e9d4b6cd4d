import type { DeadLetterPage } from "@footnote/client";
import type { Problem } from "@footnote/contracts";
import type { Client } from "./client.ts";

const PAGE = 100;

/** Every page of them, by bucket and key. */
export async function allDeadLetters(client: Client): Promise<Problem[]> {
  const all: Problem[] = [];
  let after: string | undefined;
  do {
    const page: DeadLetterPage = await client.footnote.deadLetters({ after, limit: PAGE });
    all.push(...page.deadLetters);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return all;
}
