/** Whether a reader may be sent there from a document: a page or a mailbox, and nothing that a browser would run or open. */
export function isSafeAddress(address: string): boolean {
  return /^(?:https?:\/\/[^\s/]|mailto:[^\s@]+@)/i.test(address);
}
