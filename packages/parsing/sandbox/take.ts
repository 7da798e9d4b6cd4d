/** Stands where something was that this process may not do. Node's permissions refuse with the same code. */
export function refuse(): never {
  throw Object.assign(new Error("The process that reads files may not do this."), {
    code: "ERR_ACCESS_DENIED",
  });
}

/** For good: what is not there, or was replaced since, stays refused. */
export function take(holder: object, name: string): void {
  Object.defineProperty(holder, name, { value: refuse, writable: false, configurable: false });
}

/** Every method that the object has itself. */
export function refuseAll(holder: object): void {
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(holder))) {
    if (typeof value === "function" && name !== "constructor") take(holder, name);
  }
}
