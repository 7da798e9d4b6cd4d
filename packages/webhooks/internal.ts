import { BlockList, isIP } from "node:net";

/**
 * Addresses that are not the world's: this machine, its networks, and what leads to them by another form. From the registries of
 * special-purpose addresses of IANA (RFC 6890).
 */
const INTERNAL = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  INTERNAL.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of [
  ["::", 96],
  // What is mapped to an address of IPv4 is judged as that one; what is translated or tunnelled to one is refused.
  ["64:ff9b::", 32],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
  ["5f00::", 16],
  ["fc00::", 7],
  ["fe80::", 9],
  ["ff00::", 8],
] as const)
  INTERNAL.addSubnet(net, prefix, "ipv6");

/** What is no address counts as one of them. */
export function isInternal(address: string): boolean {
  const version = isIP(address);
  return version === 0 || INTERNAL.check(address, version === 4 ? "ipv4" : "ipv6");
}
