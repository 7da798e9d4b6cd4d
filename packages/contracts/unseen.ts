/**
 * What does not print and changes what does: controls but line feed and tab, marks of direction (U+202E turns the rest of
 * a line around), and characters that nobody sees at all. Names of files may hold any of them; joiners and selectors of
 * emoji stay, since names in some scripts need them.
 */
const UNSEEN =
  /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\ufff9-\ufffb]|(?!\u200c|\u200d|\ufe0e|\ufe0f)\p{Default_Ignorable_Code_Point}/gu;

/** The same text with each of them as its number, as JSON and JavaScript write it. */
export function escapeUnseen(text: string): string {
  return text.replace(UNSEEN, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

/** A name as one line shows it: nothing in it ends the line, turns it around or hides. */
export function showName(name: string): string {
  return escapeUnseen(name).replaceAll("\n", "\\n").replaceAll("\t", "\\t");
}
