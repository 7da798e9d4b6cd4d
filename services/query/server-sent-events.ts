import { asFootnoteError } from "@footnote/contracts";
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { Admission } from "./admission.ts";
import type { QueryParts } from "./parts.ts";
import { problemOf } from "./problem.ts";

const HEARTBEAT_MILLISECONDS = 15_000;

export interface ServerSentEvent {
  readonly event?: string;
  readonly data: string;
}

/**
 * Streams the events; work is aborted when the client leaves. Whatever fails before the first event is an
 * ordinary error response; what fails later is an event made by `onProblem`.
 */
export async function streamEvents(
  context: Context,
  parts: Pick<QueryParts, "log">,
  admission: Admission,
  events: (signal: AbortSignal) => AsyncIterable<ServerSentEvent>,
  onProblem: (problem: ReturnType<typeof problemOf>) => ServerSentEvent,
): Promise<Response> {
  const left = new AbortController();
  const iterator = admitted(admission, events(left.signal))[Symbol.asyncIterator]();
  const first = await iterator.next();
  // Proxies that gather a response before they pass it on would make a stream into a wait.
  context.header("X-Accel-Buffering", "no");
  return streamSSE(context, async (stream) => {
    stream.onAbort(() => left.abort());
    const heartbeat = setInterval(() => void stream.write(": still here\n\n"), HEARTBEAT_MILLISECONDS);
    try {
      for (let next = first; !next.done; next = await iterator.next()) await stream.writeSSE(next.value);
    } catch (error) {
      if (left.signal.aborted) return;
      parts.log.error({ err: error }, "An answer broke off.");
      await stream.writeSSE(onProblem(problemOf(asFootnoteError(error))));
    } finally {
      clearInterval(heartbeat);
      await iterator.return?.();
    }
  });
}

/** The events, once there is room for one more question, which they give back when they end. */
async function* admitted<Event>(admission: Admission, events: AsyncIterable<Event>): AsyncIterable<Event> {
  const leave = await admission.enter();
  try {
    yield* events;
  } finally {
    leave();
  }
}
