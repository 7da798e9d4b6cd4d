const LONGEST = 4_000;

/** Where an error was thrown, for the log: its kind and its lines, and never its message, which may quote the file. */
export function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { stack = "", message } = error;
  // The message stands before the lines, and may look like one of them.
  const lines = stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : "";
  return `${error.constructor.name}${lines}`.slice(0, LONGEST);
}
