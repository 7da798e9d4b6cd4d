import type { IHeaders } from "kafkajs";

/** https://www.w3.org/TR/trace-context/#traceparent-header: version, trace, parent, flags; no id is all zeros. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?$/;

/** The trace that a record belongs to; undefined where it says none. */
export function traceOf(headers: IHeaders | undefined): string | undefined {
  const header = headers?.traceparent;
  const [value] = Array.isArray(header) ? header : [header];
  return value === undefined ? undefined : TRACEPARENT.exec(value.toString())?.[1];
}
