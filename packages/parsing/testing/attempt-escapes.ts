import { execFile } from "node:child_process";
import dgram from "node:dgram";
import dns from "node:dns";
import { readFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import http2 from "node:http2";
import https from "node:https";
import inspector from "node:inspector";
import net from "node:net";
import os from "node:os";
import tls from "node:tls";
import { Worker } from "node:worker_threads";
import { READY } from "../sandbox/messages.ts";

/**
 * Loaded into the process that parses, ahead of it (`--import …?port=…`): when that is ready for files, everything
 * that no parser may do is tried, and what each try came to is sent instead.
 */
const port = Number(new URL(import.meta.url).searchParams.get("port"));
const address = `127.0.0.1:${port}`;
/** As a library may have taken it before. */
const earlyFetch = globalThis.fetch;
const sqlite = process.getBuiltinModule("node:sqlite");
const send = process.send?.bind(process);

const ATTEMPTS: Readonly<Record<string, () => unknown>> = {
  "net.connect": () => once(net.connect(port, "127.0.0.1"), "connect"),
  "net.Socket": () => once(new net.Socket().connect(port, "127.0.0.1"), "connect"),
  "net.listen": () => once(net.createServer().listen(0, "127.0.0.1"), "listening"),
  "http.get": () => once(http.get(`http://${address}`), "response"),
  "https.get": () => once(https.get(`https://${address}`), "response"),
  "http2.connect": () => once(http2.connect(`http://${address}`), "connect"),
  "tls.connect": () => once(tls.connect(port, "127.0.0.1"), "secureConnect"),
  fetch: () => fetch(`http://${address}`),
  "early fetch": () => earlyFetch(`http://${address}`),
  WebSocket: () => new WebSocket(`ws://${address}`),
  "dgram.send": () => dgram.createSocket("udp4").send("x", port, "127.0.0.1", () => {}),
  "dns.lookup": () => dns.lookup("localhost", () => {}),
  "dns.promises": () => dns.promises.resolve4("localhost"),
  "a file elsewhere": () => readFileSync(new URL("../../../package.json", import.meta.url)),
  "a file of its own to write": () => writeFileSync(new URL("written", import.meta.url), "x"),
  "a server without net": () => internals(net)._createServerHandle?.("127.0.0.1", 0, 4),
  "a pipe for others": () =>
    internals(net)._createServerHandle?.(new URL("pipe", import.meta.url).pathname, -1, -1),
  "a datagram socket without dgram": () =>
    internals(dgram)._createSocketHandle?.("127.0.0.1", 0, "udp4", undefined, 0),
  "a database to write": () => new sqlite.DatabaseSync(new URL("written", import.meta.url).pathname),
  "a database beside one in memory": () =>
    new sqlite.DatabaseSync(":memory:").exec(
      `ATTACH '${new URL("written", import.meta.url).pathname}' AS other`,
    ),
  "a signal to the parent": () => process.kill(process.ppid, 0),
  "a signal to itself, to kill": () => process.kill(process.pid, "SIGKILL"),
  "a signal without kill": () => internals(process)._kill?.(process.ppid, 10),
  "a signal to every process": () => process.kill(-1, 0),
  "a debugger for the parent": () => internals(process)._debugProcess?.(process.ppid),
  "a debugger for itself": () => inspector.open(0, "127.0.0.1"),
  "a session of the debugger": () => new inspector.Session().connect(),
  "the parent's priority": () => os.setPriority(process.ppid, 19),
  "another program in its place": () => internals(process).execve?.("/bin/true", ["true"], {}),
  "another user": () => internals(process).setuid?.(0),
  "a core dump": () => process.abort(),
  "a report": () => process.report.writeReport("report.json"),
  "what is below Node's modules": () => internals(process).binding?.("tcp_wrap"),
  "what is linked": () => internals(process)._linkedBinding?.("tcp_wrap"),
  "native code": () => process.dlopen({ exports: {} }, process.execPath),
  "another program": () => execFile(process.execPath, ["--version"]),
  "another thread": () => new Worker("0", { eval: true }),
};

type Internals = Readonly<Record<string, ((...given: unknown[]) => unknown) | undefined>>;

/** Names that Node's types do not know. */
function internals(holder: object): Internals {
  return holder as Internals;
}

process.send = (message: unknown) => {
  if (message === READY) void attemptAll().then((outcomes) => send?.(outcomes));
  return true;
};

async function attemptAll(): Promise<Record<string, string>> {
  const outcomes: Record<string, string> = {};
  for (const [name, attempt] of Object.entries(ATTEMPTS)) {
    try {
      await attempt();
      outcomes[name] = "done";
    } catch (error) {
      outcomes[name] = codeOf(error);
    }
  }
  return outcomes;
}

/** fetch keeps the reason as its cause. */
function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: string; cause?: unknown };
  return code ?? (cause === undefined ? String(error) : codeOf(cause));
}

function once(emitter: NodeJS.EventEmitter, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    emitter.once(event, () => resolve());
    emitter.once("error", reject);
  });
}
