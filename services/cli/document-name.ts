import { type DocumentHistory, FootnoteError } from "@footnote/contracts";
import { documentId } from "@footnote/store";
import type { Client } from "./client.ts";
import { nameOf } from "./words.ts";

const IDENTIFIER = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * What happened to a document that is named as people do: BUCKET/KEY, or KEY alone where one bucket has it; or by its
 * identifier.
 * @throws FootnoteError request_invalid where several are called so, not_found
 */
export async function historyOf(client: Client, name: string): Promise<DocumentHistory> {
  if (IDENTIFIER.test(name)) return (await historyIfThere(client, name)) ?? notFound(name);
  const { buckets } = await client.footnote.status();
  const { tenant } = client.configuration;
  const [bucket = "", ...rest] = name.split("/");
  const key = rest.join("/");
  const whole = key === "" ? undefined : await historyIfThere(client, documentId(tenant, bucket, key));
  if (whole !== undefined) return whole;
  const found: DocumentHistory[] = [];
  for (const { name: of } of buckets) {
    const history = await historyIfThere(client, documentId(tenant, of, name));
    if (history !== undefined) found.push(history);
  }
  const [only, ...others] = found;
  if (only === undefined) return notFound(name);
  if (others.length === 0) return only;
  throw new FootnoteError("request_invalid", `Several buckets have a document ${name}.`, {
    action: `Say which: ${found.map(nameOf).join(", ")}.`,
  });
}

async function historyIfThere(client: Client, document: string): Promise<DocumentHistory | undefined> {
  return client.footnote.history(document).catch((error: unknown) => {
    if (error instanceof FootnoteError && error.code === "not_found") return undefined;
    throw error;
  });
}

function notFound(name: string): never {
  throw new FootnoteError("not_found", `There is no document ${name}.`, {
    action:
      "Write it as BUCKET/KEY, exactly as search and the lists of documents do, or ingest it if it is not known yet.",
  });
}
