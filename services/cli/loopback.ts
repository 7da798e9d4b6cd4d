import { isIPv4 } from "node:net";

/** Whether only this machine reaches what listens there. A name that merely begins with 127. is no address. */
export function isLoopback(host: string): boolean {
  const address = host.replace(/^::ffff:/i, "");
  return host === "localhost" || host === "::1" || (isIPv4(address) && address.startsWith("127."));
}
