/**
 * A document's text for a program that may draw it as Markdown or HTML, as most chat clients do: an image in it would tell
 * the document's author who reads, a link could say one thing and lead elsewhere. A space takes from a tag, an image, a link
 * or a link's definition what makes it one, in CommonMark and in HTML, and leaves every word readable:
 * `<img src=…>` becomes `< img src=…>`, `![logo](https://…)` becomes `![logo] (https://…)`.
 */
export function neutral(text: string): string {
  return text.replaceAll(/<(?=[A-Za-z/!?])/g, "< ").replaceAll(/\](?=[(:[])/g, "] ");
}
