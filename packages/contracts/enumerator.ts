/**
 * The number of its own that an item of an ordered list may keep in its text, since other passages may refer to it: "1. ", "b) ",
 * "(iv) ". Group 1 is the figures of "1. " and "1) ".
 */
export const ENUMERATOR = /^(?:(\d{1,3})[.)]|[a-z][.)]|[ivx]{1,5}[.)]|\((?:\d{1,3}|[a-z]|[ivx]{1,5})\))\s+/;
