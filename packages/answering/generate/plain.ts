import { withoutUnseen } from "../unseen.ts";

/**
 * What a model wrote as text: what it marks up is read, and nothing of it obeyed. Images and tags go, of a link the words
 * stay; emphasis and code marks are taken off.
 */
export function plain(text: string): string {
  return withoutUnseen(text)
    .replace(/!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])?/gu, " ")
    .replace(/\[([^\]\n]*\p{L}[^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])/gu, "$1")
    .replace(/(\[[\d\s,]{1,40}\])\((?=\S)[^)\n]*\)/gu, "$1")
    .replace(/<\/?[a-z!][^<>\n]{0,1000}>/giu, " ")
    .replace(/(\*\*|__)(?=\S)([^\n]*?\S)\1/gu, "$2")
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*?\S)\*(?![\p{L}\p{N}*])/gu, "$1")
    .replace(/`([^`\n]*)`/gu, "$1")
    .replace(/[ \t\u00a0]+/gu, " ");
}
