import { FootnoteError } from "@footnote/contracts";

export function tooLarge(key: string, size: number, maxBytes: number): FootnoteError {
  return new FootnoteError(
    "file_too_large",
    `"${key}" is larger than the limit: ${megabytes(size)} of at most ${megabytes(maxBytes)}.`,
    { action: "Split the file, or have limits.fileBytes raised by whoever runs Footnote." },
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}
