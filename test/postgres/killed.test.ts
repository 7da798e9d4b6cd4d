import type { Store } from "@footnote/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPgClient } from "../../packages/store/pg/client.ts";
import { rebuildAfterCrash } from "../../packages/store/pg/crashed.ts";
import type { SqlClient, SqlSession } from "../../packages/store/postgres/connection/sql-client.ts";
import { openPostgresStore } from "../../packages/store/postgres/store.ts";
import { newDatabase } from "./database.ts";
import { Server } from "./server.ts";
import { openStore, put, READER, STORE_OPTIONS, TENANT, versionOf } from "./stores.ts";

let server: Server;
let url: string;
beforeAll(async () => {
  server = await Server.start();
  url = await newDatabase(server.url);
});
afterAll(() => server.close());

/** A client that has the server killed at a statement: before it is asked, or while it runs. */
class Killing {
  /** Which of the next statements; undefined for none. */
  at: number | undefined;
  when: "before" | "while" = "before";
  #killed: Promise<void> | undefined;

  client(client: SqlClient): SqlClient {
    return {
      ...this.#session(client),
      transaction: async (work) => {
        let last = Promise.resolve();
        return client
          .transaction(async (session) => {
            const result = await work(this.#session(session));
            // What follows is COMMIT.
            last = this.#pass();
            if (this.when === "before") await last;
            return result;
          })
          .finally(() => last);
      },
      questions: client.questions,
      maintenance: client.maintenance,
      listen: client.listen,
      close: () => client.close(),
    };
  }

  /** Resolves when it was killed. */
  async killed(): Promise<boolean> {
    const was = this.#killed;
    this.#killed = undefined;
    await was;
    return was !== undefined;
  }

  #session(session: SqlSession): SqlSession {
    return {
      query: async (sql, parameters) => {
        const passed = this.#pass();
        if (this.when === "before") await passed;
        return session.query(sql, parameters);
      },
    };
  }

  async #pass(): Promise<void> {
    if (this.at === undefined) return;
    this.at -= 1;
    if (this.at > 0) return;
    this.at = undefined;
    this.#killed = server.kill();
    await this.#killed;
  }
}

test("R1, R3: a Postgres that is killed anywhere in a commit loses nothing that was acknowledged, and tears nothing", {
  timeout: 170_000,
}, async () => {
  const killing = new Killing();
  await (await openStore(url)).close();
  const raw = await openPgClient({
    url,
    connections: 4,
    statementMilliseconds: 30_000,
    prepare: rebuildAfterCrash,
  });
  const store = await openPostgresStore(killing.client(raw), {
    ...STORE_OPTIONS,
    now: () => new Date(),
    elapsed: () => performance.now(),
    graph: { links: 16, construction: 200, isRemade: false },
    autovacuum: true,
  });
  await store.catalogue.attachBucket(TENANT, { name: "docs", folder: null, readers: ["staff"] });
  await put(store, "kept.md", versionOf(["a steady lighthouse"]));

  const texts = (edit: number) => Array.from({ length: 150 }, (_, chunk) => `edit${edit} wave ${chunk}`);
  await put(store, "edited.md", versionOf(texts(0)));
  let live = 0;
  let kills = 0;
  /** Through a commit of some thirty statements in strides, once before and once while each of these runs. */
  for (let edit = 1; ; edit++) {
    await store.catalogue.look(TENANT, "docs", ["edited.md"], "change");
    const [claim] = await store.catalogue.claim(TENANT, ["docs"], ["change"], 1);
    if (claim === undefined) throw new Error("nothing to claim");
    killing.when = edit % 2 === 0 ? "while" : "before";
    killing.at = 1 + 5 * (edit - 1);
    const committed = await store.catalogue
      .commit(claim, versionOf(texts(edit)))
      .catch((error: unknown) => error);
    killing.at = undefined;
    if (!(await killing.killed())) {
      expect(committed).toBe(true);
      break;
    }
    kills++;
    await server.run();
    const now = await liveEdit(store);
    // Acknowledged is there; what was under way is there wholly or not at all.
    expect(committed === true ? [edit] : [live, edit]).toContain(now);
    live = now;
    await raw.query("UPDATE document SET leased_until = NULL, due_at = now()");
    await put(store, "edited.md", versionOf(texts(live)));
  }
  expect(kills).toBeGreaterThan(4);
  await store.close();

  // Whoever opens it next finds the same, and still does when Postgres was stopped in order.
  await server.stop();
  await server.run();
  const next = await openStore(url);
  const kept = await next.index.lexical(await next.passages.resolve(READER), "lighthouse", 10, undefined);
  expect(kept.hits).toHaveLength(1);
  await next.close();
});

/** The one edit that both legs find, with all its chunks; -1 where they do not. */
async function liveEdit(store: Store): Promise<number> {
  const words = await store.index.lexical(await store.passages.resolve(READER), "wave", 300, undefined);
  const vectors = await store.index.dense(
    await store.passages.resolve(READER),
    STORE_OPTIONS.models[0] as (typeof STORE_OPTIONS.models)[0],
    Float32Array.of(1, 0, 0),
    300,
    undefined,
  );
  const textsOf = async (hits: readonly { chunk: string }[]) => {
    const found = await store.passages.passages(
      READER,
      hits.map(({ chunk }) => chunk),
      undefined,
    );
    return found.map(({ text }) => text).filter((text) => text.includes("wave"));
  };
  const [byWords, byVectors] = await Promise.all([textsOf(words.hits), textsOf(vectors)]);
  const edits = new Set([...byWords, ...byVectors].map((text) => /\d+/.exec(text)?.[0]));
  const isWhole = new Set(byWords).size === 150 && new Set(byVectors).size === 150 && edits.size === 1;
  return isWhole ? Number([...edits][0]) : -1;
}
