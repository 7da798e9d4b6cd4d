import { getPath } from "hono/utils/url";

/**
 * The path of a request, and of one in OpenAI's form without a slash too many: clients put what they are told and a path of their own
 * together, as "/v1//models" or "/v1/models/".
 */
export function clientPath(request: Request): string {
  const path = getPath(request);
  if (!/^\/+(?:v1|chat|models)(?:\/|$)/.test(path)) return path;
  return path.replaceAll(/\/{2,}/g, "/").replace(/\/$/, "");
}
