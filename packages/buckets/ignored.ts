import { CANARY_KEY } from "@footnote/contracts";

/**
 * What is never an object, whatever keeps the bucket, by the name of a file or of any folder above it:
 * hidden files and folders (".git", ".DS_Store", our own unfinished uploads), Office's lock files ("~$plan.docx"),
 * editors' back-ups ("plan.md~") and swap files, what browsers and copy tools write before they rename it, and what
 * systems keep for themselves in every folder (thumbnails, icons, the bin). No person put these there to be read.
 */
const IGNORED_BEGINNINGS = [".", "~$"];
const IGNORED_ENDINGS = ["~", ".tmp", ".part", ".crdownload", ".swp"];
const IGNORED_NAMES = new Set([
  "thumbs.db",
  "thumbs.db:encryptable",
  "ehthumbs.db",
  "ehthumbs_vista.db",
  "desktop.ini",
  "icon\r",
  "$recycle.bin",
  "recycler",
  "system volume information",
  "__macosx",
  "lost+found",
  "@eadir",
  "#recycle",
]);

export function isIgnored(key: string): boolean {
  if (key === CANARY_KEY) return false;
  return key.split("/").some((segment) => {
    const name = segment.toLowerCase();
    return (
      IGNORED_NAMES.has(name) ||
      IGNORED_BEGINNINGS.some((beginning) => name.startsWith(beginning)) ||
      IGNORED_ENDINGS.some((ending) => name.endsWith(ending))
    );
  });
}
