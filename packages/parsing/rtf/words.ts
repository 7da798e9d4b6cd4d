/** Groups that hold no text of the document. Unknown ones say so by a star before their name. */
export const SILENT = new Set(
  "colortbl listtable listoverridetable rsidtbl generator themedata colorschememapping latentstyles datastore xmlnstbl mmathPr filetbl revtbl bkmkstart bkmkend objdata pgdsctbl nonshppict blipuid fldtype ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn picprop sp shprslt wgrffmtfilter".split(
    " ",
  ),
);

/** Groups whose text stands beside the document's own. */
export const ASIDES = new Set(
  "footnote annotation header headerl headerr headerf footer footerl footerr footerf".split(" "),
);

/** Control words and signs that are a character each. */
export const CHARACTERS: Readonly<Record<string, string>> = {
  emdash: "—",
  endash: "–",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  bullet: "•",
  tab: "\t",
  line: "\n",
  lbr: "\n",
  "~": "\u00a0",
  _: "-",
  "-": "",
  emspace: " ",
  enspace: " ",
  qmspace: " ",
  "\n": "\n",
  "\r": "\n",
};
