/** How a line of the log begins on a terminal, by level. */
const LEVELS: Readonly<Record<string, string>> = {
  debug: "debug",
  info: "info ",
  warn: "warn ",
  error: "ERROR",
};

/** A line of the log as people read it on a terminal: time, level, message, and its fields without stack traces. */
export function readableLine(json: string): string {
  let entry: Record<string, unknown>;
  try {
    entry = JSON.parse(json) as Record<string, unknown>;
  } catch {
    return json;
  }
  const { level, time, msg, err, ...fields } = entry;
  const told = { ...fields, ...(isError(err) && { because: err.message }) };
  const words = Object.entries(told)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? oneLine(value) : JSON.stringify(value)}`);
  const moment = String(time).slice(11, 19);
  return `${moment} ${LEVELS[String(level)] ?? level} ${msg}${words.length === 0 ? "" : ` (${words.join("; ")})`}\n`;
}

function isError(value: unknown): value is { readonly message: string } {
  return typeof value === "object" && value !== null && "message" in value;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}
