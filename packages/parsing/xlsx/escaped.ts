/** Text as cells store it: characters that XML cannot hold, and line ends of Windows, as `_x000D_` (ECMA-376 22.9.2.19). */
export function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
