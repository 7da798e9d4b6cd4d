import { FootnoteError } from "@footnote/contracts";

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

/** Nothing is there, and nothing could be: a name too long for the file system, or behind a circle of links. */
export function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP"].includes(errorCode(error) ?? "");
}

export function refused(key: string, what: string, action: string, cause?: unknown): FootnoteError {
  return new FootnoteError("object_refused", `"${key}" ${what}.`, { action, cause });
}

export function unsettled(key: string): FootnoteError {
  return new FootnoteError("object_unsettled", `"${key}" is still being written.`, {
    action: "Nothing needs to be done: it is read when it has not changed for a moment.",
  });
}

/** A file or folder that is there and does not let itself be read. */
export function unreadable(path: string, cause: unknown): FootnoteError {
  const code = errorCode(cause);
  if (code === "EACCES" || code === "EPERM")
    return new FootnoteError("object_unreadable", `Footnote is not allowed to read ${path}.`, {
      action: "Give the account that Footnote runs under the right to read it.",
      cause,
    });
  return new FootnoteError("object_unreadable", `${path} cannot be read (${code ?? "unknown error"}).`, {
    action: "Check that the disk or network share it lies on is available.",
    cause,
  });
}

/** The bucket itself, or a part of it: what is not seen there is not gone. */
export function absent(message: string, cause?: unknown): FootnoteError {
  return new FootnoteError("bucket_absent", message, {
    action:
      "Put the folder back, connect the disk or network share it lies on, or correct its name in --bucket or footnote.config.yaml.",
    cause,
  });
}

export function folderMissing(root: string, cause?: unknown): FootnoteError {
  return absent(`The bucket's folder ${root} is not there.`, cause);
}

/** A file that cannot be written or deleted. */
export function unwritable(key: string, cause: unknown): FootnoteError {
  const code = errorCode(cause);
  if (["ENAMETOOLONG", "EISDIR", "ENOTDIR", "EEXIST", "ENOTEMPTY", "EINVAL", "EILSEQ"].includes(code ?? ""))
    return refused(key, "cannot be the name of a file in this folder", "Give the file another name.", cause);
  if (code === "ENOSPC" || code === "EDQUOT")
    return new FootnoteError("unavailable", `There is no room left for "${key}" in the bucket's folder.`, {
      action: "Make room on the disk and try again.",
      cause,
    });
  return new FootnoteError(
    "unavailable",
    `"${key}" cannot be written in the bucket's folder (${code ?? "unknown error"}).`,
    {
      action: "Check that the account that Footnote runs under may write there, and try again.",
      cause,
    },
  );
}
