import type { AsOf, Reader } from "@footnote/contracts";
import type { SqlSession } from "../connection/sql-client.ts";

/**
 * The models that embedded what the tenant's buckets answer from. One, but for the time in which documents are live that
 * were made with the next pipeline already, with one that a rollback put aside, or with the one before a forced switch.
 * In the past any of the tenant's may have.
 */
export async function models(session: SqlSession, reader: Reader, asOf: AsOf): Promise<string[]> {
  const rows = await session.query<{ model: string }>(
    asOf === undefined
      ? // Of the one before, whatever is not retired is live: most often there is none, and the index knows at once.
        `WITH ours AS (SELECT DISTINCT p.description ->> 'model' AS model, p.id <> b.previous AS asked FROM bucket b
           JOIN pipeline p ON p.tenant = b.tenant AND p.id IN (b.serving, b.next, b.previous, b.held)
          WHERE b.tenant = $1 AND b.attached)
         SELECT DISTINCT model FROM ours
          WHERE asked IS NOT FALSE OR EXISTS (SELECT 1 FROM version v
            JOIN document d ON d.id = v.document AND d.live_version = v.version AND d.tenant = $1
           WHERE v.model = ours.model AND v.retired_at IS NULL)
          ORDER BY model`
      : "SELECT DISTINCT description ->> 'model' AS model FROM pipeline WHERE tenant = $1 ORDER BY model",
    [reader.tenant],
  );
  return rows.map(({ model }) => model);
}

const REMEMBERED_MILLISECONDS = 1_000;

/**
 * The same, and where it is one, remembered for a second: it is asked with every question and changes when pipelines do,
 * after which `forget` is to be called.
 */
export class RememberedModels {
  readonly #byTenant = new Map<string, { readonly models: Promise<string[]>; readonly until: number }>();

  ask(session: SqlSession, reader: Reader): Promise<string[]> {
    const known = this.#byTenant.get(reader.tenant);
    if (known !== undefined && known.until > performance.now()) return known.models;
    const found = models(session, reader, undefined);
    this.#byTenant.set(reader.tenant, {
      models: found,
      until: performance.now() + REMEMBERED_MILLISECONDS,
    });
    // Of two the one before ends with its last document, which nobody tells; and an error is worth no second.
    const keep = found.then((models) => models.length === 1).catch(() => false);
    void keep.then((kept) => kept || this.#byTenant.delete(reader.tenant));
    return found;
  }

  forget(): void {
    this.#byTenant.clear();
  }
}
