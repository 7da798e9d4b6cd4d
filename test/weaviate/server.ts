import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const SCRIPT = join(import.meta.dirname, "../../infra/local/weaviate.sh");
const STARTING_MILLISECONDS = 90_000;
/** It takes five ports in a row and one more, all of which it wants below 32768. */
const PORTS = { first: 18_110, last: 18_190, step: 10, own: 5, grpc: -3_000 };

/** A Weaviate of our own in a new folder, as a child of this process. */
export class Server {
  readonly url: string;
  readonly grpcUrl: string;
  /** Its files. */
  readonly folder: string;
  readonly #port: number;
  readonly #key: string | undefined;
  #process: ChildProcess | undefined;

  private constructor(folder: string, port: number, key: string | undefined) {
    this.folder = folder;
    this.#port = port;
    this.#key = key;
    this.url = `http://127.0.0.1:${port}`;
    this.grpcUrl = `http://127.0.0.1:${port + PORTS.grpc}`;
  }

  static async start(key?: string): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), "footnote-weaviate-"));
    const server = new Server(folder, await freePorts(), key);
    await server.run();
    return server;
  }

  /** Again after `kill`. */
  async run(): Promise<void> {
    const [port, grpc] = [this.#port, this.#port + PORTS.grpc];
    const child = spawn(SCRIPT, [join(this.folder, "data"), String(port), String(grpc)], {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, ...(this.#key !== undefined && { WEAVIATE_API_KEY: this.#key }) },
    });
    this.#process = child;
    let said = "";
    child.stderr?.on("data", (part: Buffer) => {
      said = (said + part.toString()).slice(-4_000);
    });
    for (const until = Date.now() + STARTING_MILLISECONDS; ; await setTimeout(100)) {
      if (child.exitCode !== null || Date.now() > until) throw new Error(`Weaviate did not start: ${said}`);
      const ready = await fetch(`${this.url}/v1/.well-known/ready`).catch(() => undefined);
      if (ready?.ok) return;
    }
  }

  get pid(): number {
    if (this.#process?.pid === undefined) throw new Error("Weaviate does not run.");
    return this.#process.pid;
  }

  kill(): Promise<void> {
    return this.#end("SIGKILL");
  }

  /** Takes connections and answers nothing, as behind a network that swallows everything. */
  pause(): void {
    this.#process?.kill("SIGSTOP");
  }

  resume(): void {
    this.#process?.kill("SIGCONT");
  }

  async close(): Promise<void> {
    await this.#end("SIGTERM");
    await rm(this.folder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }
}

async function freePorts(): Promise<number> {
  for (let port = PORTS.first; port <= PORTS.last; port += PORTS.step) {
    const wanted = [...Array(PORTS.own).keys()].map((at) => port + at);
    const free = await Promise.all([...wanted, port + PORTS.grpc].map(isFree));
    if (free.every((one) => one)) return port;
  }
  throw new Error(`From port ${PORTS.first} to ${PORTS.last} there is no free place for Weaviate.`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listening = once(server, "listening");
  server.listen(port, "127.0.0.1");
  try {
    await listening;
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}
