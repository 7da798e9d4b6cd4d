import { hostname, networkInterfaces } from "node:os";
import type { Configuration } from "@footnote/runtime";
import { isLoopback } from "./loopback.ts";

const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Whether we answer to a name: to those of this machine by which it can be reached where we listen, and to those that
 * `listen.hosts` adds, such as the name that a proxy passes on. Names are as the `hostname` of a URL writes them.
 */
export function ourNames({ host, hosts }: Configuration["listen"]): (name: string) => boolean {
  const named = new Set([...LOOPBACK_NAMES, ...[host, ...hosts].map(normalised)]);
  // Whoever listens everywhere is nobody's address.
  named.delete("0.0.0.0");
  named.delete("[::]");
  const isShared = !isLoopback(host);
  return (name) => named.has(name) || (isShared && machineNames().includes(name));
}

/** Asked for each time: a laptop changes its network, and so its addresses, while Footnote runs. */
function machineNames(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  return [hostname(), `${hostname()}.local`, ...addresses.map(({ address }) => address)].map(normalised);
}

function normalised(name: string): string {
  const host = name.includes(":") && !name.startsWith("[") ? `[${name}]` : name;
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : name.toLowerCase();
}
