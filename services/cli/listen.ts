import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { FootnoteError } from "@footnote/contracts";
import { within } from "@footnote/runtime";
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
/** A proxy keeps a connection for its next request longer than Node would, mostly a minute; closed first, it would lose one. */
const KEEP_ALIVE_MILLISECONDS = 65_000;
/** From this share of the connections on, those on which nothing is asked make room. */
const CROWDED = 0.75;
/** What is answered when all is to end still goes out. */
const LAST_BYTES_MILLISECONDS = 1_000;
const SWEEP_EVERY_MILLISECONDS = 20;

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
  mostConnections = MOST_CONNECTIONS,
): Promise<Listening> {
  const server = createServer(
    {
      headersTimeout: patience.headers,
      keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
      connectionsCheckingInterval: Math.min(patience.headers, CHECK_EVERY_MILLISECONDS),
    },
    getRequestListener((request) => fetch(request), { hostname: host }),
  );
  server.maxConnections = mostConnections;
  makeRoom(server, mostConnections * CROWDED);
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
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      // Browsers keep connections open after the last answer.
      const sweeping = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MILLISECONDS);
      // Whoever still reads an answer has had the time that a stop gives.
      if (!(await within(closed, LAST_BYTES_MILLISECONDS))) server.closeAllConnections();
      await closed;
      clearInterval(sweeping);
    },
  };
}

/** Those who come find a place also where many stay without asking anything. */
function makeRoom(server: ReturnType<typeof createServer>, crowdedConnections: number): void {
  let open = 0;
  server.on("connection", (socket) => {
    open++;
    socket.once("close", () => open--);
    if (open >= crowdedConnections) server.closeIdleConnections();
  });
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
