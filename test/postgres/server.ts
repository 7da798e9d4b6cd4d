import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Client } from "pg";

const SCRIPT = join(import.meta.dirname, "../../infra/local/postgres.sh");
const STARTING_MILLISECONDS = 90_000;

/** A Postgres of our own in a new folder, as a child of this process. */
export class Server {
  readonly url: string;
  readonly #folder: string;
  readonly #port: number;
  #process: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
    this.url = `postgres://postgres@127.0.0.1:${port}`;
  }

  static async start(): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), "footnote-postgres-"));
    // Where these tests run as root, Postgres is another user.
    await chmod(folder, 0o755);
    const server = new Server(folder, await freePort());
    await server.run();
    return server;
  }

  /** Again after `kill`. */
  async run(): Promise<void> {
    const child = spawn(SCRIPT, [join(this.#folder, "data"), String(this.#port)], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#process = child;
    let said = "";
    child.stderr?.on("data", (part: Buffer) => {
      said = (said + part.toString()).slice(-4_000);
    });
    for (const until = Date.now() + STARTING_MILLISECONDS; ; await setTimeout(100)) {
      if (child.exitCode !== null || Date.now() > until) throw new Error(`Postgres did not start: ${said}`);
      const client = new Client({ connectionString: `${this.url}/postgres` });
      client.on("error", () => undefined);
      const answers = await client.connect().then(
        () => true,
        () => false,
      );
      await client.end().catch(() => undefined);
      if (answers) return;
    }
  }

  /** The postmaster and all of its sessions at once, as when the machine stops. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (child?.pid === undefined) return;
    const ended = once(child, "exit");
    const sessions = (await readFile(`/proc/${child.pid}/task/${child.pid}/children`, "utf8")).split(" ");
    child.kill("SIGKILL");
    for (const session of sessions.filter((id) => id !== "").map(Number)) {
      try {
        process.kill(session, "SIGKILL");
      } catch {
        // It ended by itself.
      }
    }
    await ended;
  }

  /** In order: everything is written down. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGINT");
    await ended;
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}
