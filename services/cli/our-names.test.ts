import { hostname, networkInterfaces } from "node:os";
import { expect, test } from "vitest";
import { isLoopback } from "./loopback.ts";
import { ourNames } from "./our-names.ts";

const listen = (host: string, ...hosts: string[]) => ourNames({ host, hosts, port: 8080 });

test("wherever it listens, it answers to no name that somebody else may own", () => {
  for (const host of ["127.0.0.1", "localhost", "::1", "0.0.0.0", "::", "vm.example"]) {
    const isOurs = listen(host);
    for (const name of [
      "attacker.example",
      "localhost.attacker.example",
      "127.attacker.example",
      "0.0.0.0",
      "[::]",
      "",
    ])
      expect([host, name, isOurs(name)]).toEqual([host, name, false]);
    for (const name of ["localhost", "127.0.0.1", "[::1]"])
      expect([host, name, isOurs(name)]).toEqual([host, name, true]);
  }
});

test("shared, it answers to the machine's own names and addresses, and to those that it is told", () => {
  const isOurs = listen("0.0.0.0", "Footnote.Example", "2001:db8::1");
  expect(isOurs(hostname().toLowerCase())).toBe(true);
  for (const { address, family } of Object.values(networkInterfaces()).flatMap((all) => all ?? []))
    expect(isOurs(new URL(`http://${family === "IPv6" ? `[${address}]` : address}`).hostname)).toBe(true);
  expect(isOurs("footnote.example")).toBe(true);
  expect(isOurs("[2001:db8::1]")).toBe(true);
  expect(listen("vm.example")("vm.example")).toBe(true);
  expect(listen("127.0.0.1")(hostname().toLowerCase())).toBe(hostname().toLowerCase() === "localhost");
});

test("only an address of this machine alone is loopback, whatever a name looks like", () => {
  for (const host of ["localhost", "127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"])
    expect([host, isLoopback(host)]).toEqual([host, true]);
  for (const host of ["0.0.0.0", "::", "127.attacker.example", "192.168.0.1", "localhost.example"])
    expect([host, isLoopback(host)]).toEqual([host, false]);
});
