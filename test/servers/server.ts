import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { kafkaOf } from "./kafka-client.ts";

const SCRIPTS = join(import.meta.dirname, "../../infra/local");
const STARTING_MILLISECONDS = 90_000;

/** What every client here is known by; S3's own tools read them from these variables. */
export const KEYS = { AWS_ACCESS_KEY_ID: "footnote", AWS_SECRET_ACCESS_KEY: "footnote-secret" };
export const TOPIC = "s3-events";
/** Fewer than the processes that share them have in some tests, more than in others. */
const PARTITIONS = 3;

/** A server of our own as a child of this process, its files in a folder of its own. */
abstract class Server {
  protected readonly folder: string;
  #process: ChildProcess | undefined;

  protected constructor(folder: string) {
    this.folder = folder;
  }

  protected abstract command(): readonly [script: string, ...args: string[]];
  protected abstract answers(): Promise<boolean>;

  /** Again after `kill`. */
  async run(): Promise<void> {
    const [script, ...args] = this.command();
    const child = spawn(join(SCRIPTS, script), args, {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, ...KEYS },
    });
    this.#process = child;
    let said = "";
    child.stderr?.on("data", (part: Buffer) => {
      said = (said + part.toString()).slice(-4_000);
    });
    for (const until = Date.now() + STARTING_MILLISECONDS; ; await setTimeout(100)) {
      if (child.exitCode !== null || Date.now() > until) throw new Error(`${script} did not start: ${said}`);
      if (await this.answers().catch(() => false)) return;
    }
  }

  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}

export class KafkaServer extends Server {
  readonly broker: string;
  readonly #port: number;

  private constructor(folder: string, port: number) {
    super(folder);
    this.#port = port;
    this.broker = `127.0.0.1:${port}`;
  }

  static async start(): Promise<KafkaServer> {
    const folder = await mkdtemp(join(tmpdir(), "footnote-kafka-"));
    const server = new KafkaServer(folder, await freePort(2));
    await server.run();
    await server.makeTopic(TOPIC, PARTITIONS);
    return server;
  }

  protected command() {
    return ["kafka.sh", this.folder, String(this.#port)] as const;
  }

  protected async answers(): Promise<boolean> {
    const admin = kafkaOf(this.broker).admin();
    try {
      await admin.connect();
      return (await admin.describeCluster()).brokers.length > 0;
    } finally {
      await admin.disconnect();
    }
  }

  async makeTopic(topic: string, numPartitions: number): Promise<void> {
    const admin = kafkaOf(this.broker).admin();
    await admin.connect();
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions }] });
    await admin.disconnect();
  }
}

export class S3Server extends Server {
  readonly endpoint: string;
  readonly #port: number;
  readonly #broker: string;

  private constructor(folder: string, port: number, broker: string) {
    super(folder);
    this.#port = port;
    this.#broker = broker;
    this.endpoint = `http://127.0.0.1:${port}`;
  }

  /** Tells TOPIC of the broker of every change. */
  static async start(broker: string): Promise<S3Server> {
    const folder = await mkdtemp(join(tmpdir(), "footnote-s3-"));
    const server = new S3Server(folder, await freePort(1), broker);
    await server.run();
    return server;
  }

  protected command() {
    return ["s3.sh", this.folder, String(this.#port), this.#broker, TOPIC] as const;
  }

  protected async answers(): Promise<boolean> {
    return (await fetch(`${this.endpoint}/health`)).ok;
  }
}

/** The first of so many neighbouring ports that nobody listens on. */
async function freePort(many: 1 | 2): Promise<number> {
  for (;;) {
    const port = await listenOnce(0);
    if (port === undefined) continue;
    if (many === 1 || (await listenOnce(port + 1)) !== undefined) return port;
  }
}

async function listenOnce(port: number): Promise<number | undefined> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    return undefined;
  }
  const address = server.address();
  server.close();
  await once(server, "close");
  return address === null || typeof address === "string" ? undefined : address.port;
}
