import type { JSX } from "preact";

interface LookProps {
  readonly text: string;
  readonly marked: boolean;
  readonly bold: boolean;
  readonly code: boolean;
}

/** A run of text as it looked in its document. */
export function Look({ text, marked, bold, code }: LookProps): JSX.Element {
  let shown = <>{text}</>;
  if (code) shown = <code>{shown}</code>;
  if (bold) shown = <strong>{shown}</strong>;
  return marked ? <mark>{shown}</mark> : shown;
}
