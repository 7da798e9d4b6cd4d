/**
 * A link's text with the address behind it: "the portal (https://example.org)". The text alone where it is the
 * address already, or where the address leads nowhere that a reader could go.
 */
export function withAddress(text: string, address: string | undefined): string {
  const plain =
    address
      ?.trim()
      .replace(/^mailto:([^?]*).*$/i, "$1")
      .replace(/^tel:/i, "") ?? "";
  if (plain === "" || plain.startsWith("#") || /^(?:javascript|file|ppaction|data):/i.test(plain))
    return text;
  const bare = (it: string) =>
    it
      .toLowerCase()
      .replace(/^https?:\/\/(?:www\.)?/, "")
      .replace(/\/$/, "");
  if (text.toLowerCase().includes(bare(plain))) return text;
  return text.trim() === "" ? text : `${text.trimEnd()} (${plain})${/\s$/.test(text) ? " " : ""}`;
}
