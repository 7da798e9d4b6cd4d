import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import { refuseAll, take } from "./take.ts";

/**
 * Takes the network from JavaScript in this thread: no parser needs it, and Node 24's permissions do not cover it (Node
 * 25 has --allow-net). TCP, pipes, HTTP, TLS and fetch all come down to a socket or server of `net`, and what makes their
 * handles without one is taken too.
 */

take(net.Socket.prototype, "connect");
take(net.Server.prototype, "listen");
take(net.Server.prototype, "_listen2");
take(net, "_createServerHandle");
take(dgram, "_createSocketHandle");
refuseAll(dgram.Socket.prototype);
refuseAll(dns.Resolver.prototype);
refuseAll(dns.promises.Resolver.prototype);
refuseAll(dns.promises);
refuseAll(dns);
for (const name of ["fetch", "WebSocket", "EventSource"]) {
  take(globalThis, name);
}
syncBuiltinESMExports();
