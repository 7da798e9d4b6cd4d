import type { Catalogue, Claim, Failure } from "@footnote/contracts";
import { documentId } from "./store/rows.ts";

/** A version is several transactions: see `taken`. */
const WRITES: ReadonlySet<keyof Catalogue> = new Set(["confirm", "remove", "postpone", "fail"] as const);

/** What is known of claims and failures from what was said over the wire alone. R2: who holds a document is known from the claims that were given out alone, whatever the store believes. */
export class Fencing {
  readonly #holders = new Map<string, bigint | undefined>();
  #newest = 0n;
  /** How many, by bucket and key. */
  readonly claims = new Map<string, number>();
  /** What was broken first, if anything. */
  broken: string | undefined;

  observe(method: keyof Catalogue, parameters: readonly unknown[], result: unknown): void {
    if (method === "claim") this.#given(result as Claim[]);
    if (method === "withdraw") {
      const [tenant, bucket, key] = parameters as [string, string, string];
      this.#holders.set(documentId(tenant, bucket, key), undefined);
    }
    if (method === "fail") this.#failed(...(parameters as [Claim, Failure]));
    if (WRITES.has(method) && result === true) this.#written(method, parameters[0] as Claim);
  }

  #given(claims: readonly Claim[]): void {
    for (const { document, bucket, key, number } of claims) {
      const place = `${bucket}/${key}`;
      this.claims.set(place, 1 + (this.claims.get(place) ?? 0));
      if (number <= this.#newest) this.broken ??= `R2: the fencing number ${number} was given out twice`;
      this.#newest = number;
      this.#holders.set(document, number);
    }
  }

  /** A version was made live or kept ready under this claim. */
  taken(claim: Claim): void {
    this.#written("a version", claim);
  }

  /** Who tries again what cannot help, or gives up at the first fault, makes a wrong list of dead letters. */
  #failed({ key, attempt }: Claim, { error, retryAt }: Failure): void {
    if (retryAt !== undefined && !error.retryable)
      this.broken ??= `R1: ${error.code} of ${key} is tried again`;
    if (retryAt === undefined && error.retryable && attempt < 3)
      this.broken ??= `R1: ${key} is given up for ${error.code} after ${attempt} tries`;
  }

  #written(method: string, { document, key, number }: Claim): void {
    if (this.#holders.get(document) === number) return;
    this.broken ??= `R2: ${method} of ${key} was accepted under claim ${number}, which was lost`;
  }
}
