import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { kafkaOf, makeTopics } from "./kafka-client.ts";

const SCRIPTS = join(import.meta.dirname, "../../infra/local");
/** One that ends is told at once; beside others Kafka has waited 80 s for the four of a processor that it starts in. */
const STARTING_MILLISECONDS = 300_000;

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
  protected readonly environment: Readonly<Record<string, string>> = {};

  /** Again after `kill`. */
  async run(): Promise<void> {
    const [script, ...args] = this.command();
    const child = spawn(join(SCRIPTS, script), args, {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, ...KEYS, ...this.environment },
    });
    this.#process = child;
    let said = "";
    child.stderr?.on("data", (part: Buffer) => {
      said = (said + part.toString()).slice(-4_000);
    });
    for (const until = Date.now() + STARTING_MILLISECONDS; ; await setTimeout(100)) {
      if (child.exitCode !== null || Date.now() > until) {
        await this.kill();
        throw new Error(`${script} did not start: ${said}`);
      }
      if (await this.answers().catch(() => false)) return;
    }
  }

  /** At once, as when its machine stops. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  /** Connections stay open and nothing is answered, until `resume`. */
  pause(): void {
    this.#process?.kill("SIGSTOP");
  }

  resume(): void {
    this.#process?.kill("SIGCONT");
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}

export class KafkaServer extends Server {
  readonly broker: string;
  /** Of the listener that `secured` adds: encrypted, and for those who know a password. */
  readonly securedBroker: string;
  readonly portBehind: number;
  protected override readonly environment: Readonly<Record<string, string>>;
  readonly #port: number;

  private constructor(folder: string, port: number, environment: Readonly<Record<string, string>>) {
    super(folder);
    this.#port = port;
    this.broker = `127.0.0.1:${port}`;
    this.portBehind = port + 2;
    this.securedBroker = `localhost:${port + 2}`;
    this.environment = environment;
  }

  static start(secured?: Secured): Promise<KafkaServer> {
    return KafkaServer.#start((port) => (secured === undefined ? {} : securedEnvironment(port, secured)));
  }

  /** With a listener, on `portBehind`, that is said to be on another port of this machine: a proxy's. */
  static startBehind(proxy: number): Promise<KafkaServer> {
    return KafkaServer.#start((port) => behindEnvironment(port, proxy));
  }

  static async #start(
    environmentOf: (port: number) => Readonly<Record<string, string>>,
  ): Promise<KafkaServer> {
    const folder = await mkdtemp(join(tmpdir(), "footnote-kafka-"));
    const port = await freePort(3);
    const server = new KafkaServer(folder, port, environmentOf(port));
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
    await makeTopics(kafkaOf(this.broker), [{ topic, numPartitions }]);
  }
}

export interface Secured {
  /** PEM, with the key and its certificate. */
  readonly keyFile: string;
  readonly username: string;
  readonly password: string;
}

function securedEnvironment(port: number, { keyFile, username, password }: Secured): Record<string, string> {
  const plain = `org.apache.kafka.common.security.plain.PlainLoginModule required user_${username}="${password}";`;
  return {
    KAFKA_FORMAT: `--add-scram SCRAM-SHA-256=[name=${username},password=${password}]`,
    KAFKA_PROPERTIES: [
      `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${port + 1},SECURED://localhost:${port + 2}`,
      `advertised.listeners=PLAINTEXT://127.0.0.1:${port},SECURED://localhost:${port + 2}`,
      "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURED:SASL_SSL",
      "sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256",
      `listener.name.secured.plain.sasl.jaas.config=${plain}`,
      "listener.name.secured.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;",
      "ssl.keystore.type=PEM",
      `ssl.keystore.location=${keyFile}`,
    ].join("\n"),
  };
}

function behindEnvironment(port: number, proxy: number): Record<string, string> {
  return {
    KAFKA_PROPERTIES: [
      `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${port + 1},BEHIND://127.0.0.1:${port + 2}`,
      `advertised.listeners=PLAINTEXT://127.0.0.1:${port},BEHIND://127.0.0.1:${proxy}`,
      "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,BEHIND:PLAINTEXT",
    ].join("\n"),
  };
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

export class SqsServer extends Server {
  readonly endpoint: string;
  readonly #port: number;

  private constructor(folder: string, port: number) {
    super(folder);
    this.#port = port;
    this.endpoint = `http://127.0.0.1:${port}`;
  }

  static async start(): Promise<SqsServer> {
    const server = new SqsServer(await mkdtemp(join(tmpdir(), "footnote-sqs-")), await freePort(1));
    await server.run();
    return server;
  }

  protected command() {
    return ["sqs.sh", this.folder, String(this.#port)] as const;
  }

  protected async answers(): Promise<boolean> {
    return (await fetch(`${this.endpoint}/?Action=ListQueues&Version=2012-11-05`)).ok;
  }
}

/** The first of so many neighbouring ports that nobody listens on. */
async function freePort(many: number): Promise<number> {
  for (;;) {
    const port = await listenOnce(0);
    if (port === undefined || port + many > 65_535) continue;
    const neighbours = Array.from({ length: many - 1 }, (_, index) => listenOnce(port + 1 + index));
    if ((await Promise.all(neighbours)).every((free) => free !== undefined)) return port;
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
