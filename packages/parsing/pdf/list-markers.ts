/** What stands before an item, alone or with the item's text after it; symbol fonts use private characters. */
export const BULLET = /^(?:[•·‣⁃∙◦●○■□▪▫◆◇❖►▶▸➢➤✓✔\ue000-\uf8ff]|[-–—*o](?=\s|$))\s*/u;
/** The number that a list begins with. */
export const FIRST = /^\(?[1ai][.)]/;
