import type { Lane } from "./lane.ts";

/** Takes in that an object changed. */
export interface ChangeIntake {
  /** Queues the keys for another look; gives each one's document. Durable when it resolves; repeats are harmless. */
  look(tenant: string, bucket: string, keys: readonly string[], lane: Lane): Promise<string[]>;
  /** R5: when it resolves nothing of the document is returned by any read; it stays queued for a look. */
  withdraw(tenant: string, bucket: string, key: string): Promise<void>;
}
