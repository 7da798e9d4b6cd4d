import { z } from "zod";

/** Lower case, so that names stay distinct in URLs, file names and folders of systems that ignore case. */
export const name = (() => {
  const message = "must be 1 to 63 lower-case letters, digits or hyphens, and begin with a letter or digit";
  return z.string(message).regex(/^[a-z0-9][a-z0-9-]{0,62}$/, message);
})();

export function text(message: string) {
  return z.string(message).trim().min(1, message);
}

export function wholeNumber(from: number, to: number) {
  const message = `must be a whole number from ${from} to ${to}`;
  return z.int(message).min(from, message).max(to, message);
}

export function choice<const T extends readonly [string, ...string[]]>(options: T) {
  return z.enum(options, `must be one of ${options.join(", ")}`);
}

export function section<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "invalid_type" ? "must be a group of settings" : undefined),
  });
}

export const share = z
  .number("must be a number from 0 to 1")
  .min(0, "must be a number from 0 to 1")
  .max(1, "must be a number from 0 to 1");

export const baseUrl = z
  .url({ protocol: /^https?$/, error: "must be a URL that begins with http:// or https://" })
  .refine((url) => {
    const parsed = URL.parse(url);
    return parsed === null || (parsed.username === "" && parsed.password === "");
  }, "must not hold a password: use apiKey");

export const httpUrl = z
  .url({ protocol: /^https?$/, error: "must be a URL that begins with http:// or https://" })
  .refine((url) => {
    const parsed = URL.parse(url);
    return parsed === null || (parsed.username === "" && parsed.password === "" && parsed.search === "");
  }, "must not hold a key: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
