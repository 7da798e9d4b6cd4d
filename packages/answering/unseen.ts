/** Control and format characters, tag letters among them, which can carry what nobody sees. Joiners belong to scripts and emoji. */
const UNSEEN = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}]/gu;

export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, "");
}
