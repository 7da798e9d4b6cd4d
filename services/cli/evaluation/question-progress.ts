const LINE_EVERY_MILLISECONDS = 5_000;

/** Says on stderr how many questions are done: on one line where that is a terminal, else now and then. */
export function questionProgress(): {
  show(of: string, done: number, all: number): void;
  end(): void;
} {
  const terminal = process.stderr.isTTY === true;
  let last = Date.now();
  let shown = false;
  return {
    show(of, done, all) {
      const line = `${of}: ${done} of ${all} questions`;
      if (terminal) {
        process.stderr.write(`\r${line}\u001b[K`);
        shown = true;
      } else if (Date.now() - last >= LINE_EVERY_MILLISECONDS) {
        last = Date.now();
        process.stderr.write(`${line}\n`);
      }
    },
    end() {
      if (shown) process.stderr.write("\r\u001b[K");
      shown = false;
    },
  };
}
