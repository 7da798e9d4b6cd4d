import type { Answer, Candidate } from "@footnote/contracts";

export type FoundOverHttp = Pick<Candidate, "key" | "text"> & { readonly match: Pick<Candidate, "text"> };

/** @throws Error where the answer broke off. */
export async function askOverHttp(url: string, question: string): Promise<Answer> {
  const body = await (await post(`${url}/api/answer`, { question })).text();
  const event = body.split("\n\n").find((candidate) => candidate.startsWith("event: answer"));
  if (event === undefined) throw new Error(`No answer to "${question}": ${body}`);
  return JSON.parse(event.slice(event.indexOf("data: ") + "data: ".length)) as Answer;
}

export async function searchOverHttp(url: string, query: string, limit: number): Promise<FoundOverHttp[]> {
  const response = await post(`${url}/api/search`, { question: query, limit });
  return ((await response.json()) as { results: FoundOverHttp[] }).results;
}

async function post(address: string, body: object): Promise<Response> {
  const response = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${address}: ${await response.text()}`);
  return response;
}
