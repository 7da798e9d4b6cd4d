import { z } from "zod";
import { section, text, wholeNumber } from "./values.ts";

const hostName = (() => {
  const message = "must be a host name or address without a port, such as footnote.example.org";
  return z
    .string(message)
    .refine((host) => /^[^\s/@?#\\]+$/.test(host) && !/^[^:]*:\d*$/.test(host), message);
})();

export const listen = section({
  host: text("must be a host name or address, such as 127.0.0.1").default("127.0.0.1"),
  port: wholeNumber(0, 65_535).default(8080),
  // Names beside those of the machine itself, such as the one that a proxy passes on.
  hosts: z
    .array(hostName, "must be a list of host names or addresses")
    .max(100, "must not be more than 100")
    .default([]),
});
