import { CANARY_KEY } from "@footnote/contracts";

/**
 * What is never an object, by the name of a file or of any folder above it:
 * hidden files and folders (".git", ".DS_Store", our own unfinished uploads), Office's lock files ("~$plan.docx"),
 * editors' back-ups ("plan.md~") and swap files, and what browsers and copy tools write before they rename it.
 */
const IGNORED_BEGINNINGS = [".", "~$"];
const IGNORED_ENDINGS = ["~", ".tmp", ".part", ".crdownload", ".swp"];

export function isIgnored(key: string): boolean {
  if (key === CANARY_KEY) return false;
  return key.split("/").some((segment) => {
    const name = segment.toLowerCase();
    return (
      IGNORED_BEGINNINGS.some((beginning) => name.startsWith(beginning)) ||
      IGNORED_ENDINGS.some((ending) => name.endsWith(ending))
    );
  });
}
