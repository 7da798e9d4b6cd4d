import type { Status } from "@footnote/contracts";

const WIDTH = 30;
const LINE_EVERY_MILLISECONDS = 5_000;

export interface ProgressBar {
  show(status: Status): void;
  end(): void;
}

/** A progress bar on stderr where that is a terminal, else a line now and then, or nothing. `end` leaves the line clean. */
export function progressBar({ onlyOnTerminals = false } = {}): ProgressBar {
  const terminal = process.stderr.isTTY === true;
  let shown = false;
  let lastLine = Date.now();
  return {
    show({ documents }) {
      const { live, queued, failed, dead } = documents;
      const total = live + queued + failed + dead;
      const done = total - queued;
      const line = `${done} of ${total} files${failed + dead > 0 ? `, ${failed + dead} with a problem` : ""}`;
      if (terminal) {
        const filled = total === 0 ? 0 : Math.round((done / total) * WIDTH);
        process.stderr.write(`\r[${"#".repeat(filled)}${"-".repeat(WIDTH - filled)}] ${line}\u001b[K`);
        shown = true;
      } else if (!onlyOnTerminals && Date.now() - lastLine >= LINE_EVERY_MILLISECONDS) {
        lastLine = Date.now();
        process.stderr.write(`${line}\n`);
      }
    },
    end() {
      if (shown) process.stderr.write("\r\u001b[K");
      shown = false;
    },
  };
}
