/** What stands before an item, alone or with the item's text after it; symbol fonts use private characters. */
export const BULLET = /^(?:[•·‣⁃∙◦●○■□▪▫◆◇❖►▶▸➢➤✓✔\ue000-\uf8ff]|[-–—*o](?=\s|$))\s*/u;
/** Kept in the text, since other passages may refer to it. */
export const ENUMERATOR = /^(?:\d{1,3}[.)]|[a-z][.)]|[ivx]{1,5}[.)]|\((?:\d{1,3}|[a-z]|[ivx]{1,5})\))\s+/;
/** The number that a list begins with. */
export const FIRST = /^\(?[1ai][.)]/;
