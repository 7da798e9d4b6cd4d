import { FootnoteError } from "@footnote/contracts";
import type { Random } from "./random.ts";

/** Probabilities per call, unless said otherwise. */
export interface Faults {
  /** The call fails and has done nothing. */
  readonly refused: number;
  /** The call has done what it should, and its answer is an error. */
  readonly lostAnswer: number;
  /** It takes seconds. */
  readonly slow: number;
  /** It takes so long that a lease may end meanwhile. */
  readonly verySlow: number;
  /** An event of the bucket never comes, comes twice. */
  readonly eventLost: number;
  readonly eventTwice: number;
  /** Per minute and program. */
  readonly crashes: number;
  readonly stalls: number;
  /** A watch that hears nothing until it is opened again. */
  readonly deafWatch: number;
}

export const NO_FAULTS: Faults = {
  refused: 0,
  lostAnswer: 0,
  slow: 0,
  verySlow: 0,
  eventLost: 0,
  eventTwice: 0,
  crashes: 0,
  stalls: 0,
  deafWatch: 0,
};

/**
 * Each history has some of the faults, at rates of its own, since faults can hide each other ("Swarm Testing", Groce,
 * Zhang, Eide, Chen and Regehr, ISSTA 2012).
 */
export function someFaults(random: Random): Faults {
  const maybe = (most: number) => (random.chance(0.6) ? most * random.next() ** 2 : 0);
  return {
    refused: maybe(0.3),
    lostAnswer: maybe(0.2),
    slow: maybe(0.3),
    verySlow: maybe(0.02),
    eventLost: maybe(1),
    eventTwice: maybe(0.5),
    crashes: maybe(0.5),
    stalls: maybe(0.3),
    deafWatch: maybe(1),
  };
}

export function latency(random: Random, faults: Faults): number {
  const usual = random.between(1, 15);
  if (random.chance(faults.verySlow)) return random.between(60_000, 20 * 60_000);
  if (random.chance(faults.slow)) return random.between(100, 5_000);
  return usual;
}

export function fault(operation: string): FootnoteError {
  const action = "It is tried again by itself.";
  if (operation.startsWith("bucket"))
    return new FootnoteError("object_unreadable", `The object could not be read (${operation}).`, { action });
  if (operation.startsWith("embed"))
    return new FootnoteError("embedding_failed", "The model did not answer.", { action });
  if (operation.startsWith("parse"))
    return new FootnoteError("internal", "The parser's process ended.", { action });
  return new FootnoteError("store_failed", "The store did not answer.", { action });
}
