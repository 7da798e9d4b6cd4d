import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** By their numbers in Kafka's protocol. */
const REQUESTS = { Fetch: 1, ListOffsets: 2 } as const;
type Kind = keyof typeof REQUESTS;

/** Between a client of Kafka's and the broker, by what it asks: some of it can be kept back, and some be refused. */
export class KafkaProxy {
  /** The broker's port. */
  target = 0;
  readonly port: number;
  /** Answered by the end of the connection. */
  refused: Kind | undefined;
  #keptBack: Kind | undefined;
  #waiting: (() => void)[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async open(): Promise<KafkaProxy> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const proxy = new KafkaProxy(server, typeof address === "object" ? (address?.port ?? 0) : 0);
    server.on("connection", (client) => proxy.#join(client));
    return proxy;
  }

  /** Requests of this kind reach the broker only after `passOn`; resolves when one waits. */
  async keepBack(kind: Kind): Promise<void> {
    this.#keptBack = kind;
    while (this.#waiting.length === 0) await sleep(10);
  }

  passOn(): void {
    this.#keptBack = undefined;
    for (const pass of this.#waiting.splice(0)) pass();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  #join(client: Socket): void {
    const broker = connect(this.target, "127.0.0.1");
    for (const socket of [client, broker]) {
      this.#sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        this.#sockets.delete(socket);
        client.destroy();
        broker.destroy();
      });
    }
    broker.pipe(client);
    let arrived = Buffer.alloc(0);
    client.on("data", (piece: Buffer) => {
      arrived = Buffer.concat([arrived, piece]);
      // Each request: its length as four bytes, then its kind as two.
      while (arrived.length >= 4 && arrived.length >= 4 + arrived.readInt32BE(0)) {
        const request = arrived.subarray(0, 4 + arrived.readInt32BE(0));
        arrived = arrived.subarray(request.length);
        const is = (kind: Kind | undefined) =>
          kind !== undefined && REQUESTS[kind] === request.readInt16BE(4);
        if (is(this.refused)) client.destroy();
        else if (is(this.#keptBack)) this.#waiting.push(() => broker.write(request));
        else broker.write(request);
      }
    });
  }
}
