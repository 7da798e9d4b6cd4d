import { type DocumentHistory, FootnoteError } from "@footnote/contracts";
import { documentId } from "@footnote/store";
import { type Client, getJson } from "./client.ts";

const IDENTIFIER = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * What happened to a document that is named as people do, BUCKET/KEY, or by its identifier.
 * @throws FootnoteError request_invalid, not_found
 */
export async function historyOf(client: Client, name: string): Promise<DocumentHistory> {
  try {
    return await getJson<DocumentHistory>(client, `/api/documents/${identifierOf(client, name)}/history`);
  } catch (error) {
    if (!(error instanceof FootnoteError && error.code === "not_found")) throw error;
    throw new FootnoteError("not_found", `There is no document ${name}.`, {
      action:
        "Write it as BUCKET/KEY, exactly as the lists of documents do, or ingest it if it is not known yet.",
      cause: error,
    });
  }
}

function identifierOf({ configuration }: Client, name: string): string {
  if (IDENTIFIER.test(name)) return name;
  const slash = name.indexOf("/");
  if (slash > 0 && slash < name.length - 1) {
    return documentId(configuration.tenant, name.slice(0, slash), name.slice(slash + 1));
  }
  throw new FootnoteError("request_invalid", `${JSON.stringify(name)} does not name a document.`, {
    action: "Write it as BUCKET/KEY, e.g. policies/travel/abroad.md, or give its identifier.",
  });
}
