import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FoundPassage } from "@footnote/client";
import type { Answer, DocumentRow, DocumentText, NewsState, Status } from "@footnote/contracts";
import { type CommandLine, openCommandLine, type Running } from "../end-to-end/command-line.ts";
import { eventually } from "../end-to-end/footnote.ts";
import { KEYS, TOPIC } from "./server.ts";

/** A command that runs until it is told to stop, spoken to over HTTP. */
export interface Service extends Running {
  readonly url: string;
}

/** The product as several processes of one installation. */
export class Processes {
  readonly commands: CommandLine;
  readonly environment: Readonly<Record<string, string>>;
  readonly #home: string;
  #started = 0;

  private constructor(home: string, environment: Readonly<Record<string, string>>) {
    this.#home = home;
    this.environment = environment;
    this.commands = openCommandLine(home);
  }

  static async open(at: {
    readonly database: string;
    readonly endpoint: string;
    readonly bucket: string;
    /** Where events arrive: one of the two. */
    readonly broker?: string;
    readonly queue?: string;
  }): Promise<Processes> {
    const home = await mkdtemp(join(tmpdir(), "footnote-processes-"));
    return new Processes(home, {
      ...KEYS,
      FOOTNOTE_DATABASE_URL: at.database,
      FOOTNOTE_BUCKETS: `docs=s3://${at.bucket}`,
      FOOTNOTE_S3_ENDPOINT: at.endpoint,
      ...(at.broker !== undefined && {
        FOOTNOTE_EVENTS_KAFKA_BROKERS: at.broker,
        FOOTNOTE_EVENTS_KAFKA_TOPIC: TOPIC,
      }),
      ...(at.queue !== undefined && { FOOTNOTE_EVENTS_SQS_QUEUE_URL: at.queue }),
      FOOTNOTE_FRESHNESS_CANARY: "false",
    });
  }

  /** Resolves when it runs. */
  async start(
    command: "watch" | "serve" | "up",
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Service> {
    const data = join(this.#home, `data-${this.#started++}`);
    const running = this.commands.footnote([command, "--data", data, "--port", "0", "--json"], {
      ...this.environment,
      ...environment,
    });
    await Promise.race([
      eventually(
        async () => running.out(),
        (out) => out.includes("\n"),
      ),
      running.finished.then(({ err }) => Promise.reject(new Error(err))),
    ]);
    const { url } = JSON.parse(running.out()) as { url: string };
    return { ...running, url };
  }

  async close(): Promise<void> {
    this.commands.close();
    await rm(this.#home, { recursive: true, force: true });
  }
}

export async function get<Body>({ url }: Service, path: string): Promise<Body> {
  const response = await fetch(url + path);
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as Body;
}

function post({ url }: Service, path: string, body: object): Promise<Response> {
  return fetch(url + path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

export async function ask(service: Service, question: string): Promise<Answer> {
  const events = (await (await post(service, "/api/answer", { question })).text()).split("\n\n");
  const answer = events.find((event) => event.startsWith("event: answer"));
  if (answer === undefined) throw new Error(events.join("\n"));
  return JSON.parse(answer.slice(answer.indexOf("data: ") + "data: ".length)) as Answer;
}

export async function search(service: Service, query: string): Promise<FoundPassage[]> {
  return (
    (await (await post(service, "/api/search", { question: query, limit: 50 })).json()) as {
      results: FoundPassage[];
    }
  ).results;
}

export const statusOf = (service: Service) => get<Status>(service, "/api/status");

export async function documentsOf(service: Service): Promise<DocumentRow[]> {
  return (await get<{ documents: DocumentRow[] }>(service, "/api/documents?limit=100")).documents;
}

/** The text that a citation opens, where it stands. */
export async function opened(service: Service, { citations }: Answer): Promise<string[]> {
  const texts = citations.map(async ({ document, version, start, end }) => {
    const query = new URLSearchParams({ version, start: String(start), end: String(end) });
    const { text, offset } = await get<DocumentText>(service, `/api/documents/${document}?${query}`);
    return text.slice(start - offset, end - offset);
  });
  return Promise.all(texts);
}

export async function newsOf(service: Service): Promise<NewsState | null> {
  const { buckets } = await get<{ buckets: { news: NewsState | null }[] }>(service, "/api/freshness");
  return buckets[0]?.news ?? null;
}

/** Waits until so many documents are live and nothing is queued. */
export function untilLive(service: Service, live: number): Promise<Status> {
  return eventually(
    () => statusOf(service),
    ({ documents }) => documents.live === live && documents.queued === 0,
  );
}
