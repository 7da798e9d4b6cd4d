import { escapeUnseen } from "@footnote/contracts";
import { type DestinationStream, pino } from "pino";
import type { LogLevel } from "./configuration/schema.ts";
import { readableLine } from "./readable-log.ts";
import { hideSecrets } from "./secrets.ts";

/** What the parts need of a log. An error goes into the fields as `err`, which keeps its stack and causes. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** A log that adds these fields to every line. */
  child(fields: Record<string, unknown>): Logger;
}

const SECRETS = ["apiKey", "authorization", "Authorization", "cookie", "password", "secret"];

/**
 * One JSON line per entry to stderr, or on a terminal a readable one: stdout is for results. Fields that are named like secrets are replaced down to the
 * third level, and these secrets and what looks like one wherever it stands; what a terminal would obey is escaped.
 */
export function openLogger(
  level: LogLevel,
  destination: DestinationStream = standardError(),
  secrets: readonly string[] = [],
): Logger {
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
    { write: (line) => destination.write(escapeUnseen(hideSecrets(line, secrets))) },
  );
}

/** Synchronous, so that the last lines before an exit are written. On a terminal, over what a progress bar left there. */
function standardError(): DestinationStream {
  const destination = pino.destination({ fd: 2, sync: true });
  if (process.stderr.isTTY !== true) return destination;
  return { write: (line) => destination.write(`\r\u001b[K${readableLine(line)}`) };
}
