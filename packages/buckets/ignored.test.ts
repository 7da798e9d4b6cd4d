import { expect, test } from "vitest";
import { isIgnored } from "./ignored.ts";

test.each([
  "Thumbs.db",
  "photos/Thumbs.db",
  "Desktop.ini",
  ".DS_Store",
  "~$plan.docx",
  ".~lock.plan.odt#",
  "__MACOSX/._plan.docx",
  "._plan.docx",
  "Icon\r",
  ".directory",
  "empty/.gitkeep",
  "$RECYCLE.BIN/S-1/plan.docx",
  "@eaDir/plan.pdf/x.jpg",
])("%j is a system's own and never seen", (key) => {
  expect(isIgnored(key)).toBe(true);
});

test.each(["plan.docx", "desktop.ini.md", "Thumbs.db.txt", "icon.md", "recycle/plan.md", "thumbs/plan.md"])(
  "%j is a document",
  (key) => expect(isIgnored(key)).toBe(false),
);
