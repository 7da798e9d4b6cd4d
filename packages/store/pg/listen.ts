import { setTimeout } from "node:timers/promises";
import { fullJitter } from "@footnote/runtime";
import { Client } from "pg";

/** Milliseconds between two tries to connect again. */
const RECONNECT = { base: 500, cap: 30_000 };
/** A connection that something on its way has forgotten is as silent as one on which nothing is notified: so it is asked. */
const ASK_EVERY_MILLISECONDS = 20_000;
const ANSWERS_WITHIN_MILLISECONDS = 10_000;

/**
 * Hears what any session notifies on the channel, over a connection of its own. What is notified while there is no
 * connection is lost, so that `onNotified` is called whenever there is one again.
 */
export function listen(url: string, channel: string, onNotified: () => void): { close(): Promise<void> } {
  const closing = new AbortController();
  let connected: Client | undefined;

  /** Resolves when the connection is over. */
  async function hear(onConnected: () => void): Promise<void> {
    const client = new Client({
      connectionString: url,
      connectionTimeoutMillis: ANSWERS_WITHIN_MILLISECONDS,
      query_timeout: ANSWERS_WITHIN_MILLISECONDS,
      application_name: "footnote",
    });
    const over = new Promise<void>((resolve) => {
      client.on("error", () => resolve());
      client.on("end", () => resolve());
    });
    client.on("notification", onNotified);
    connected = client;
    let asking: NodeJS.Timeout | undefined;
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      onConnected();
      onNotified();
      asking = setInterval(() => {
        client.query("SELECT 1").catch(() => client.end());
      }, ASK_EVERY_MILLISECONDS);
      await over;
    } finally {
      clearInterval(asking);
      connected = undefined;
      await client.end().catch(() => undefined);
    }
  }

  async function run(): Promise<void> {
    let attempt = 1;
    while (!closing.signal.aborted) {
      await hear(() => {
        attempt = 1;
      }).catch(() => undefined);
      const pause = fullJitter(attempt++, RECONNECT);
      await setTimeout(pause, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
    }
  }

  const finished = run();
  return {
    async close() {
      closing.abort();
      await connected?.end().catch(() => undefined);
      await finished;
    },
  };
}
