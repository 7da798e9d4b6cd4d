import { once } from "node:events";
import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import { systemClock } from "@footnote/runtime";

const ASKS_EVERY_MILLISECONDS = 200;
const ANSWERS_WITHIN_MILLISECONDS = 5_000;

/**
 * A proxy before several services: each request goes to one that last said that it is ready, over connections that are kept. What
 * fails is not tried again elsewhere, as no proxy does with a question that may have been answered.
 */
export class Balancer {
  readonly #server: Server;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #stopping = new AbortController();
  readonly #ready = new Map<string, boolean>();
  #turn = 0;

  private constructor(urls: readonly string[]) {
    for (const url of urls) this.#ready.set(url, true);
    this.#server = createServer((asked, answer) => this.#pass(asked, answer));
  }

  static async open(urls: readonly string[]): Promise<Balancer> {
    const balancer = new Balancer(urls);
    balancer.#server.listen(0, "127.0.0.1");
    await once(balancer.#server, "listening");
    void balancer.#keepAsking();
    return balancer;
  }

  get url(): string {
    const address = this.#server.address();
    return `http://localhost:${typeof address === "object" ? address?.port : ""}`;
  }

  /** Gets requests from when it says that it is ready. */
  add(url: string): void {
    this.#ready.set(url, false);
  }

  remove(url: string): void {
    this.#ready.delete(url);
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    this.#server.closeAllConnections();
    this.#server.close();
    this.#agent.destroy();
    await once(this.#server, "close");
  }

  async #keepAsking(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      for (const url of this.#ready.keys()) {
        const signal = AbortSignal.timeout(ANSWERS_WITHIN_MILLISECONDS);
        const isReady = await fetch(`${url}/readyz`, { signal }).then(
          ({ ok }) => ok,
          () => false,
        );
        if (this.#ready.has(url)) this.#ready.set(url, isReady);
      }
      await systemClock.sleep(ASKS_EVERY_MILLISECONDS, this.#stopping.signal);
    }
  }

  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const ready = [...this.#ready].filter(([, isReady]) => isReady).map(([url]) => url);
    const url = ready[this.#turn++ % ready.length];
    const fail = (why: string): void => {
      if (answer.headersSent) answer.destroy();
      else answer.writeHead(502).end(why);
    };
    if (url === undefined) {
      fail("No service is ready.");
      return;
    }
    const { method, headers } = asked;
    const { host: _, connection: __, ...passed } = headers;
    const onward = request(url + (asked.url ?? "/"), { method, headers: passed, agent: this.#agent });
    onward.on("response", (response) => {
      answer.writeHead(response.statusCode ?? 502, {
        "content-type": response.headers["content-type"] ?? "",
      });
      response.pipe(answer);
      response.on("error", (error) => fail(error.message));
    });
    onward.on("error", (error) => fail(`${url}: ${error.message}`));
    asked.pipe(onward);
  }
}
