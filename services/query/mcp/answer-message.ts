import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { Admissions } from "../bounds/admission.ts";
import type { QueryParts } from "../parts.ts";
import { mcpServer, type ToolCaller } from "./tools.ts";

/** Answers one message, by a server of its own that knows who calls. */
export async function answerMessage(
  request: Request,
  parsedBody: unknown,
  parts: QueryParts,
  admissions: Admissions,
  caller: ToolCaller,
): Promise<Response> {
  const server = mcpServer(parts, admissions, caller);
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  try {
    return await transport.handleRequest(request, { parsedBody });
  } finally {
    await server.close();
  }
}
