import { mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newDatabase } from "../../packages/store/testing/new-database.ts";
import { openCommandLine, type Running } from "../end-to-end/command-line.ts";
import { eventually } from "../end-to-end/footnote.ts";

/** A Footnote in a process of its own, with one small document, to be attacked from outside. */
export interface Victim {
  readonly running: Running;
  readonly url: string;
  readonly port: number;
  readonly data: string;
  readonly folder: string;
  /** Of the process, in bytes; Linux only. */
  memory(): Promise<number>;
  /** Files of the index that the process has open. */
  openIndexFiles(): Promise<number>;
  /** A connection on which the bytes are sent as they are. */
  raw(text: string): Socket;
  /** Another one on the same data. */
  again(): Running;
  close(): Promise<void>;
}

export async function startVictim(
  environment: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<Victim> {
  const home = await mkdtemp(join(tmpdir(), "footnote-victim-"));
  const folder = join(home, "docs");
  const data = join(home, "data");
  await mkdir(folder);
  await newDatabase(join(data, "postgres"));
  await writeFile(join(folder, "lemur.md"), "# Lemur\n\nThe lemur rule is seven.\n");
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const commands = openCommandLine(home);
  const start = () =>
    commands.footnote(["up", "--data", data, "--bucket", `docs=${folder}`, "--port", "0", "--json"], {
      FOOTNOTE_FRESHNESS_CANARY: "false",
      ...environment,
    });
  const running = start();
  await eventually(
    async () => running.out(),
    (out) => out.includes("\n"),
  );
  const { url } = JSON.parse(running.out()) as { url: string };
  const port = Number(new URL(url).port);
  const { pid } = running.child;
  const sockets: Socket[] = [];
  return {
    running,
    url,
    port,
    data,
    folder,
    async memory() {
      const status = await readFile(`/proc/${pid}/status`, "utf8");
      return 1024 * Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]);
    },
    async openIndexFiles() {
      const open = await readdir(`/proc/${pid}/fd`).catch(() => []);
      const targets = await Promise.all(
        open.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => "")),
      );
      return targets.filter((target) => target.startsWith(join(data, "postgres"))).length;
    },
    raw(text) {
      const socket = connect(port, "127.0.0.1", () => socket.write(text));
      socket.on("error", () => undefined);
      sockets.push(socket);
      return socket;
    },
    again: start,
    async close() {
      for (const socket of sockets) socket.destroy();
      commands.close();
      await running.finished;
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A request with a body, to be sent by hand. */
export function posted(path: string, body: string, port: number): string {
  return `POST ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
