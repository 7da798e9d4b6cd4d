/** A picture that we drew, to be shown in our own pages and to do nothing else. */
export function picture(png: Uint8Array): Response {
  return new Response(Uint8Array.from(png), {
    headers: {
      "Content-Type": "image/png",
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
