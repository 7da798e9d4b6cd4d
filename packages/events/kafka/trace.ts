import type { IHeaders } from "kafkajs";
import { traceIn } from "../trace.ts";

/** The trace that a record belongs to; undefined where it says none. */
export function traceOf(headers: IHeaders | undefined): string | undefined {
  const header = headers?.traceparent;
  const [value] = Array.isArray(header) ? header : [header];
  return traceIn(value?.toString());
}
