import type { Answer } from "@footnote/contracts";
import type { Client } from "../client.ts";

/** Asks and gives the whole answer, once it is there. */
export async function ask(client: Client, question: string): Promise<Answer> {
  const response = await client.request("/api/answer", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question }),
  });
  const last = (await response.text())
    .split("\n\n")
    .findLast((event) => /^event: (answer|problem)$/m.test(event));
  const data = last?.match(/^data: (.*)$/m)?.[1];
  if (last === undefined || data === undefined) throw new Error("The answer broke off.");
  if (/^event: problem$/m.test(last)) throw new Error((JSON.parse(data) as { detail: string }).detail);
  return JSON.parse(data) as Answer;
}

/** The answer with numbered footnotes below it. */
export function printAnswer({ text, citations }: Answer): string {
  const notes = citations.map(
    ({ key, headingPath, page, quote }, index) =>
      `[${index + 1}] ${key}${page === null ? "" : `, page ${page}`}${headingPath.length > 0 ? `: ${headingPath.join(" > ")}` : ""}\n    "${quote.replaceAll("\n", "\n     ")}"`,
  );
  return [text, ...(notes.length > 0 ? ["", ...notes] : [])].join("\n");
}
