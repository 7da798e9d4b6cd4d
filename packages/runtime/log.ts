import { type DestinationStream, pino } from "pino";
import type { LogLevel } from "./configuration/schema.ts";

/** What the parts need of a log. An error goes into the fields as `err`, which keeps its stack and causes. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** A log that adds these fields to every line. */
  child(fields: Record<string, unknown>): Logger;
}

const SECRETS = ["apiKey", "authorization", "Authorization", "cookie", "password"];

/** One JSON line per entry, secrets down to the third level replaced, to stderr: stdout is for results. */
export function openLogger(level: LogLevel, destination: DestinationStream = standardError()): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: SECRETS.flatMap((secret) => [secret, `*.${secret}`, `*.*.${secret}`]),
        censor: "(hidden)",
      },
    },
    destination,
  );
}

/** Synchronous, so that the last lines before an exit are written. */
function standardError(): DestinationStream {
  return pino.destination({ fd: 2, sync: true });
}
