import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

/**
 * Takes the network from this process: no parser needs it, and Node 24's permissions do not cover it (Node 25 has
 * --allow-net). TCP, HTTP, TLS and fetch all come down to a socket of `net`. Import this file before any other.
 */
function refuse(): never {
  throw Object.assign(new Error("The process that reads files has no network."), {
    code: "ERR_ACCESS_DENIED",
  });
}

function refuseAll(holder: object): void {
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(holder))) {
    if (typeof value === "function" && name !== "constructor") {
      Object.defineProperty(holder, name, { value: refuse });
    }
  }
}

Object.defineProperty(net.Socket.prototype, "connect", { value: refuse });
Object.defineProperty(net.Server.prototype, "listen", { value: refuse });
refuseAll(dgram.Socket.prototype);
refuseAll(dns.Resolver.prototype);
refuseAll(dns.promises.Resolver.prototype);
refuseAll(dns.promises);
refuseAll(dns);
for (const name of ["fetch", "WebSocket", "EventSource"]) {
  if (name in globalThis) Object.defineProperty(globalThis, name, { value: refuse });
}
syncBuiltinESMExports();
