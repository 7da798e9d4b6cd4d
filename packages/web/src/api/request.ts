import { RequestFailed, troubleOf, troubleOfBody } from "./trouble.ts";

/** The response where it is a success. @throws RequestFailed; an abort passes through as the AbortError it is. */
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new RequestFailed(troubleOf(error), error);
  }
  if (!response.ok) throw new RequestFailed(troubleOfBody(response.status, await response.text()));
  return response;
}

export async function requestJson<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await request(path, init);
  return response.json() as Promise<T>;
}
