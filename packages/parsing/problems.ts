import { FootnoteError } from "@footnote/contracts";
import type { FileLimits } from "./limits.ts";
import type { Accepted } from "./ocr/accepted.ts";

/** What Footnote reads, as a person would name it. */
export const READABLE =
  "Markdown, HTML, plain text, PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), RTF, e-mail (.eml), EPUB, CSV, JSON, XML, pictures (PNG, JPEG, TIFF, WebP, BMP) and source code";

export function empty(): FootnoteError {
  return new FootnoteError("file_empty", "The file is empty (0 bytes).", {
    action: "Upload it again if it should have content, or delete it.",
  });
}

export function withoutText(format: string): FootnoteError {
  if (format === "pdf") {
    return new FootnoteError(
      "file_without_text",
      "The PDF holds no text: its pages are empty or only pictures of text, as a scanner makes them.",
      { action: "Run text recognition (OCR) on it and put the result in its place." },
    );
  }
  if (format === "picture") {
    return new FootnoteError(
      "file_without_text",
      "Pictures are not read while recognition is switched off.",
      {
        action: "Set recognition.enabled to true, or put the text that it shows into a document.",
      },
    );
  }
  return new FootnoteError(
    "file_without_text",
    "The file holds no text for readers: it is blank, holds only pictures, markup or front matter, or sends readers on to another page.",
    {
      action: "Add text, or delete the file if it is not meant to be read.",
    },
  );
}

export function tooManyPixels(width: number, height: number, most: number): FootnoteError {
  return new FootnoteError(
    "file_too_large",
    `The picture has ${width.toLocaleString("en")} by ${height.toLocaleString("en")} dots; at most ${most / 1e6} million are read.`,
    { action: "Save it with fewer dots: 300 an inch are enough for text." },
  );
}

/** No failure: the file is parsed in the lane of recognition, where none that is text waits behind it. */
export function recognitionWaiting(pages: number): FootnoteError {
  return new FootnoteError(
    "recognition_waiting",
    `${pages} of its pages hold no text and wait for text recognition.`,
    { action: "It is done by itself, after documents that are text." },
  );
}

/** Recognition ran, and nothing came of it. */
export function nothingRecognised(
  what: "PDF" | "picture",
  { empty, failed, problem }: Accepted,
): FootnoteError {
  if (empty === 0 && problem !== undefined && problem.code.startsWith("file_")) {
    return new FootnoteError(problem.code, problem.message, { action: problem.action });
  }
  const shown =
    what === "PDF" ? "The PDF holds no text, and its pages show none" : "The picture shows no text";
  if (failed === 0 || empty > 0) {
    return new FootnoteError("file_without_text", `${shown} that could be recognised.`, {
      action: "If it does show text, scan it again upright, evenly lit and at 300 dots an inch.",
    });
  }
  return new FootnoteError(
    "file_too_slow",
    `The ${what} holds no text, and recognising what it shows took too long or too much memory.`,
    { action: "Scan it again in black and white at 300 dots an inch, or split it into smaller files." },
  );
}

/** The source of pages, which are documents once a program has made them. */
export function template(): FootnoteError {
  return new FootnoteError("file_template", "The file is a template, the source code of web pages.", {
    action: "Add the page that is made from it if people should find that.",
  });
}

export function program(): FootnoteError {
  return new FootnoteError("file_without_text", "The file is a program, which holds no text for readers.", {
    action: "Delete it if it is not meant to be here.",
  });
}

export function encrypted(what: string): FootnoteError {
  return new FootnoteError("file_encrypted", `The ${what} is protected by a password.`, {
    action: "Save a copy without a password in its place.",
  });
}

export function protectedByPublisher(what: string): FootnoteError {
  return new FootnoteError("file_encrypted", `The ${what} is encrypted by its publisher (DRM).`, {
    action: "Ask the publisher for a copy without that protection and put it in its place.",
  });
}

export function encryptedMessage(): FootnoteError {
  return new FootnoteError("file_encrypted", "The e-mail is encrypted for its recipients.", {
    action: "Open it in the mail program that can, save its text and put that in its place.",
  });
}

/** @param most how many levels are read, where that is a number */
export function nestedTooDeeply(most?: number): FootnoteError {
  const deeply = most === undefined ? "more deeply than can be read" : `more than ${most} levels deep`;
  return new FootnoteError("file_too_large", `Its content is nested ${deeply}.`, {
    action: "Save it in a flatter form, for instance one file for each part.",
  });
}

export function corrupt(what: string, detail: string, cause?: unknown): FootnoteError {
  return new FootnoteError("file_corrupt", `The ${what} cannot be read: ${detail}`, {
    action: "Open it in the program it was made with; if that works, save it again, else upload it anew.",
    cause,
  });
}

export function mislabelled(named: string, is: string, action: string): FootnoteError {
  return new FootnoteError("file_mislabelled", `The file is named ${named}, but its content is ${is}.`, {
    action,
  });
}

export function tooLarge(detail: string): FootnoteError {
  return new FootnoteError("file_too_large", `The file is too large to be read. ${detail}`, {
    action: "Split it into smaller files, or have the limit raised by whoever runs Footnote.",
  });
}

/** @param repeated says what makes so much of so little, where that is known, as a sentence. */
export function tooMuchText(limits: FileLimits, repeated?: string): FootnoteError {
  const most = `${limits.maxCharacters.toLocaleString("en")} characters of text`;
  if (limits.isBoundBySize) {
    return multiplied(
      `Its ${limits.fileBytes.toLocaleString("en")} bytes would become more than ${most}`,
      repeated,
    );
  }
  return tooLarge(`It holds more than ${most}.`);
}

function multiplied(what: string, repeated = "Something in it is repeated over and over."): FootnoteError {
  return new FootnoteError("file_too_large", `${what}. ${repeated}`, {
    action: "Save it anew with each part once, or take out what is repeated.",
  });
}

export function tooManySpans(maxSpans: number): FootnoteError {
  return tooLarge(
    `It has more than ${maxSpans.toLocaleString("en")} cells, rows, list items and paragraphs.`,
  );
}

export function tooSlow(seconds: number): FootnoteError {
  return new FootnoteError("file_too_slow", `Reading the file took longer than ${seconds} seconds.`, {
    action:
      "Split it into smaller files or save it anew in a simpler form, or have the limit raised by whoever runs Footnote.",
  });
}

export function unsupported(message: string, action: string): FootnoteError {
  return new FootnoteError("file_unsupported", message, { action });
}

export function unknownEncoding(): FootnoteError {
  return unsupported(
    "How the file stores its letters (its encoding) cannot be told from its content: nothing common makes text of it.",
    "Save it as UTF-8 (most editors offer that where they save) in its place.",
  );
}
