import { asFootnoteError } from "@footnote/contracts";
import type { Logger } from "@footnote/runtime";
import type { Context } from "hono";
import { isPassing, problemOf } from "./forms/problem.ts";

const REFUSALS_TOLD_EVERY_MILLISECONDS = 10_000;

/**
 * Writes down what failed for a reason of ours. Who is turned away because too many ask is counted and told of now and then:
 * a line for each would be what the next ones wait for.
 */
export function failureLog(log: Logger, now: () => number = () => performance.now()) {
  let refused = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  return (context: Context, error: Error) => {
    // Nobody is there any more: that its work broke off is as it should be.
    if (context.req.raw.signal.aborted) return;
    const known = asFootnoteError(error);
    if (known.code === "overloaded") {
      refused += 1;
      if (now() - toldAt < REFUSALS_TOLD_EVERY_MILLISECONDS) return;
      log.warn({ refused }, "Questions were turned away: too many are being answered.");
      refused = 0;
      toldAt = now();
    } else if (problemOf(known).status >= 500 && !isPassing(known)) {
      log.error({ method: context.req.method, path: context.req.path, err: error }, "A request failed.");
    }
  };
}
