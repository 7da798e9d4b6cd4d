import { asFootnoteError } from "@footnote/contracts";
import { within } from "@footnote/runtime";
import type { Context } from "hono";
import type { Admission, Admitted } from "../bounds/admission.ts";
import type { QueryParts } from "../parts.ts";
import { isPassing, problemOf } from "./problem.ts";

const HEARTBEAT_MILLISECONDS = 15_000;
/** Most answers have begun by then, and what fails this early can still be an ordinary error response. */
const FIRST_EVENT_MILLISECONDS = 500;

export interface ServerSentEvent {
  readonly event?: string;
  readonly data: string;
}

/**
 * Streams the events; the work is aborted when the client leaves, also while it waits for its turn. Who gets none, and what
 * fails in the first half second after that, without an event before it, is an ordinary error response. From then on the client hears that it is
 * not forgotten, and what fails is an event made by `onProblem`.
 */
export async function streamEvents(
  context: Context,
  parts: Pick<QueryParts, "log">,
  admission: Admission,
  events: (admitted: Admitted) => AsyncIterable<ServerSentEvent>,
  onProblem: (problem: ReturnType<typeof problemOf>) => ServerSentEvent,
): Promise<Response> {
  const left = new AbortController();
  const caller = AbortSignal.any([context.req.raw.signal, left.signal]);
  const iterator = untilLeft(await admission.enter(caller), events);
  const first = iterator.next();
  const isEarly = await within(first, FIRST_EVENT_MILLISECONDS);
  if (isEarly) await first;

  // An answer is small. It does not wait for its reader, who would keep a place from those who ask by reading slowly.
  async function write(stream: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    const encoder = new TextEncoder();
    const send = (text: string) => {
      if (!caller.aborted) stream.enqueue(encoder.encode(text));
    };
    const beat = () => send(": still here\n\n");
    const heartbeat = setInterval(beat, HEARTBEAT_MILLISECONDS);
    if (!isEarly) beat();
    try {
      for (let next = await first; !next.done; next = await iterator.next()) send(formatEvent(next.value));
    } catch (error) {
      if (caller.aborted) return;
      const known = asFootnoteError(error);
      if (!isPassing(known)) parts.log.error({ err: error }, "An answer broke off.");
      send(formatEvent(onProblem(problemOf(known))));
    } finally {
      clearInterval(heartbeat);
      if (!left.signal.aborted) stream.close();
    }
  }

  const body = new ReadableStream<Uint8Array>({
    start(stream) {
      void write(stream);
    },
    cancel() {
      left.abort();
    },
  });
  return context.body(body, 200, {
    "Content-Type": "text/event-stream",
    // Proxies that gather a response before they pass it on would make a stream into a wait.
    "X-Accel-Buffering": "no",
  });
}

/** The events, and the place given back when they end. */
async function* untilLeft<Event>(
  admitted: Admitted,
  events: (admitted: Admitted) => AsyncIterable<Event>,
): AsyncGenerator<Event> {
  try {
    yield* events(admitted);
  } finally {
    admitted.leave();
  }
}

/** The data is one line. */
function formatEvent({ event, data }: ServerSentEvent): string {
  return `${event === undefined ? "" : `event: ${event}\n`}data: ${data}\n\n`;
}
