import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { FootnoteError } from "@footnote/contracts";
import { getRequestListener } from "@hono/node-server";

const MOST_CONNECTIONS = 1_024;

/** In milliseconds. */
const PATIENCE = {
  /** For the headers of a request. */
  headers: 10_000,
  /** After that, with neither a byte of its body sent nor a byte of our response read. */
  idle: 15_000,
};
const CHECK_EVERY_MILLISECONDS = 2_000;

export interface Listening {
  /** Where it really listens. */
  readonly address: AddressInfo;
  close(): Promise<void>;
}

/** Serves HTTP, and drops clients that neither send nor read: each keeps memory and a place that others need. */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  host: string,
  port: number,
  patience = PATIENCE,
): Promise<Listening> {
  const server = createServer(
    {
      headersTimeout: patience.headers,
      connectionsCheckingInterval: Math.min(patience.headers, CHECK_EVERY_MILLISECONDS),
    },
    getRequestListener((request) => fetch(request), { hostname: host }),
  );
  server.maxConnections = MOST_CONNECTIONS;
  dropIdleClients(server, patience.idle);
  const listening = Promise.withResolvers<void>();
  server.once("error", (cause: NodeJS.ErrnoException) => {
    if (cause.code !== "EADDRINUSE") return listening.reject(cause);
    listening.reject(
      new FootnoteError("port_in_use", `Port ${port} is already in use.`, {
        action: "Stop what uses it, or choose another one with --port PORT.",
        cause,
      }),
    );
  });
  server.listen(port, host, listening.resolve);
  await listening.promise;
  return {
    address: server.address() as AddressInfo,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        // Browsers keep idle connections open, and whoever still reads an answer has had the time that a stop gives.
        server.closeAllConnections();
      }),
  };
}

/** Node drops nobody who waits for a response, and so nobody who does not read one; nor would it tell the two apart. */
function dropIdleClients(server: ReturnType<typeof createServer>, idleMilliseconds: number): void {
  const exchanges = new WeakMap<
    Socket,
    { readonly request: IncomingMessage; readonly response: ServerResponse }
  >();
  server.on("request", (request, response) => exchanges.set(request.socket, { request, response }));
  server.setTimeout(idleMilliseconds, (socket) => {
    const exchange = exchanges.get(socket);
    const isOurTurn =
      exchange?.request.complete === true &&
      !exchange.response.writableFinished &&
      socket.writableLength === 0;
    // Then it is the client who waits, for as long as the answer takes.
    if (isOurTurn) socket.setTimeout(idleMilliseconds);
    else socket.destroy();
  });
}
