import { ERROR_CODES, type ErrorCode, FootnoteError } from "@footnote/contracts";

/** Sends a request to a path of a Footnote and gives its response. @throws FootnoteError with what the service says is wrong */
export type Send = (path: string, init?: RequestInit) => Promise<Response>;

/** To a Footnote that listens at an address. @throws FootnoteError unavailable where nothing answers there */
export function sendTo(url: string): Send {
  return async (path, init) => {
    let response: Response;
    try {
      response = await fetch(url + path, init);
    } catch (cause) {
      throw new FootnoteError("unavailable", `Nothing answers at ${url}.`, {
        action: "Look whether Footnote runs there, and whether the address is right.",
        cause,
      });
    }
    return accepted(response);
  };
}

/** The response, where it is none of an error. @throws FootnoteError with the code, the detail and the action of the problem */
export async function accepted(response: Response): Promise<Response> {
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as {
    code?: string;
    detail?: string;
    action?: string;
  };
  const code = problem.code !== undefined && problem.code in ERROR_CODES ? problem.code : "request_invalid";
  throw new FootnoteError(code as ErrorCode, problem.detail ?? `Footnote answered ${response.status}.`, {
    action: problem.action ?? "Look at its log.",
  });
}
