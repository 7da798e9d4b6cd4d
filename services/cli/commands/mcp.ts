import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import type { Command } from "commander";
import { type Client, catchUp, openClient } from "../client.ts";
import { type CommonOptions, command, type Surroundings } from "../command.ts";

export function mcpCommand({ configurationOf, stopped }: Surroundings): Command {
  return command(
    "mcp",
    "offer search, fetch and ask to a program that speaks the Model Context Protocol, over stdin and stdout",
    "npx footnote mcp --bucket handbook=./documents",
  ).action(async (options: CommonOptions) => {
    const configuration = configurationOf(options);
    const client = await openClient(configuration, configuration.buckets.length > 0);
    try {
      await Promise.race([passOn(client), stopped()]);
    } finally {
      await client.close();
    }
  });
}

/** Passes messages on to the service's own route until stdin ends: there is one server, however it is reached. */
async function passOn(client: Client): Promise<void> {
  const transport = new StdioServerTransport();
  // What is asked before the documents are read waits; who connects is greeted at once.
  const caughtUp = catchUp(client, () => {});
  caughtUp.catch(() => {});
  const ended = new Promise<void>((resolve) => {
    transport.onclose = resolve;
    process.stdin.once("end", resolve);
  });
  transport.onmessage = (message) => {
    void answer(client, caughtUp, message).then((reply) => reply && transport.send(reply));
  };
  await transport.start();
  await ended;
}

async function answer(
  client: Client,
  caughtUp: Promise<void>,
  message: JSONRPCMessage,
): Promise<JSONRPCMessage | undefined> {
  const id = "id" in message ? message.id : undefined;
  try {
    if ("method" in message && message.method === "tools/call") await caughtUp;
    const response = await client.request("/mcp", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json, text/event-stream" },
      body: JSON.stringify(message),
    });
    return response.status === 202 ? undefined : ((await response.json()) as JSONRPCMessage);
  } catch (error) {
    if (id === undefined) return undefined;
    return { jsonrpc: "2.0", id, error: { code: -32603, message: (error as Error).message } };
  }
}
