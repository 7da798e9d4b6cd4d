import { expect, test } from "vitest";
import { forTerminal } from "./styles.ts";
import { sumUp } from "./sum-up.ts";

test.each([
  [{ live: 258, queued: 0, failed: 0, dead: 0, skipped: 0 }, "258 of 258 documents answerable"],
  [
    { live: 249, queued: 0, failed: 0, dead: 9, skipped: 0 },
    "249 of 258 documents answerable, 9 need you: URL",
  ],
  [
    { live: 1, queued: 2, failed: 3, dead: 1, skipped: 4 },
    "1 of 7 documents answerable, 2 waiting, 3 tried again, 4 skipped (nothing to read), 1 needs you: URL",
  ],
  [{ live: 1, queued: 0, failed: 0, dead: 0, skipped: 0 }, "1 of 1 document answerable"],
])("%j is one line that people understand", (documents, line) => {
  expect(forTerminal(sumUp(documents, "URL"), false)).toBe(line);
});
