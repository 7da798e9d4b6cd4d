const STEP_BYTES = 64 * 1024;

/**
 * A file as it lies in its bucket, to be saved and never shown: nothing of it is run, drawn or guessed at by the browser that
 * asked, whatever it holds and whatever it is called.
 * @param onSent called once, when it is sent or nobody wants the rest
 */
export function attachment(key: string, bytes: Uint8Array, onSent: () => void): Response {
  let at = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (at < bytes.byteLength) controller.enqueue(bytes.subarray(at, at + STEP_BYTES));
        at += STEP_BYTES;
        if (at < bytes.byteLength) return;
        controller.close();
        onSent();
      },
      cancel: onSent,
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      "Content-Type": "application/octet-stream",
      "Content-Length": String(bytes.byteLength),
      "Content-Disposition": dispositionOf(key.split("/").at(-1) ?? key),
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

/** RFC 6266 with the extended form of RFC 8187. Old clients get its plain letters, none of which can end the value. */
export function dispositionOf(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9._ -]/g, "_").slice(0, 150);
  const extended = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${extended}`;
}
