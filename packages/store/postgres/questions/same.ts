import { createHash } from "node:crypto";

/** One value for all questions that differ in case, spaces and the marks at their end alone. */
export function sameAs(question: string): string {
  const words = question
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/[\s\p{P}]+$/u, "")
    .trim();
  return createHash("sha256").update(words).digest("hex").slice(0, 32);
}
