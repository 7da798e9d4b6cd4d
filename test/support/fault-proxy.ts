import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * - delay: each piece arrives .3 s later;
 * - black hole: connections open, and nothing arrives. Who sends something meanwhile is never heard again on that connection,
 *   as behind a firewall that has forgotten it;
 * - reset: what is open is broken off, and so is what is opened;
 * - trickle: 1 KB/s in each direction of each connection.
 */
export type Fault = "none" | "delay" | "black hole" | "reset" | "trickle";

const DELAY_MILLISECONDS = 300;
const TRICKLE = { bytes: 256, milliseconds: 250 };

/** A network that can be made bad, between whoever connects to `port` and a server on this machine. */
export class FaultProxy {
  /** Of the server. */
  target = 0;
  readonly port: number;
  #fault: Fault = "none";
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async open(target = 0): Promise<FaultProxy> {
    const server = createServer({ pauseOnConnect: true });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const proxy = new FaultProxy(server, typeof address === "object" ? (address?.port ?? 0) : 0);
    proxy.target = target;
    server.on("connection", (client) => proxy.#join(client));
    return proxy;
  }

  set fault(fault: Fault) {
    this.#fault = fault;
    if (fault === "reset") for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  #join(client: Socket): void {
    if (this.#fault === "reset") {
      client.resetAndDestroy();
      return;
    }
    const server = connect(this.target, "127.0.0.1");
    const connection = { isForgotten: false };
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        this.#sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const)
      this.#carry(from, to, connection).catch(() => undefined);
  }

  /** Takes the next piece only when the last one was taken. */
  async #carry(from: Socket, to: Socket, connection: { isForgotten: boolean }): Promise<void> {
    for await (const piece of from as AsyncIterable<Buffer>) {
      if (this.#fault === "black hole") connection.isForgotten = true;
      if (connection.isForgotten) continue;
      if (this.#fault === "delay") await sleep(DELAY_MILLISECONDS);
      for (let at = 0; at < piece.length; ) {
        const isTrickle = this.#fault === "trickle";
        const size = isTrickle ? TRICKLE.bytes : piece.length - at;
        if (!to.write(piece.subarray(at, at + size))) await once(to, "drain");
        at += size;
        if (isTrickle) await sleep(TRICKLE.milliseconds);
      }
    }
    if (!connection.isForgotten) to.end();
  }
}
