import type { Send } from "./send.ts";

/** Requests as the methods make them, to paths below /api. */
export interface Call {
  /** @param query what is undefined or empty is left out */
  get<Body>(path: string, query?: Query, signal?: AbortSignal): Promise<Body>;
  post<Body>(path: string, body: object, signal?: AbortSignal): Promise<Body>;
  /** For what comes back as something other than JSON, or not at all. */
  readonly send: Send;
}

export type Query = Readonly<Record<string, string | number | undefined>>;

export function callOver(send: Send): Call {
  const json = async <Body>(response: Promise<Response>) => (await (await response).json()) as Body;
  return {
    send,
    get: (path, query = {}, signal) =>
      json(
        send(path + queryOf(query), {
          headers: { Accept: "application/json" },
          ...(signal && { signal }),
        }),
      ),
    post: (path, body, signal) => json(send(path, asJson("POST", body, signal))),
  };
}

/** A request with a JSON body. @param accept what is to come back */
export function asJson(
  method: "POST" | "PUT",
  body: object,
  signal?: AbortSignal,
  accept = "application/json",
): RequestInit {
  return {
    method,
    headers: { "Content-Type": "application/json", Accept: accept },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  };
}

/** @example queryOf({ limit: 10, after: undefined }) is "?limit=10" */
export function queryOf(query: Query): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value || value === 0) given.set(name, `${value}`);
  return given.size > 0 ? `?${given}` : "";
}
