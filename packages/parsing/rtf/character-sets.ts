/** The code pages of fonts ([MS-RTF] \fcharset), as TextDecoder names them. */
const BY_CHARSET: Readonly<Record<number, string>> = {
  0: "windows-1252",
  77: "macintosh",
  128: "shift_jis",
  129: "euc-kr",
  134: "gb18030",
  136: "big5",
  161: "windows-1253",
  162: "windows-1254",
  163: "windows-1258",
  177: "windows-1255",
  178: "windows-1256",
  186: "windows-1257",
  204: "windows-1251",
  222: "windows-874",
  238: "windows-1250",
};
const BY_CODE_PAGE: Readonly<Record<number, string>> = {
  874: "windows-874",
  932: "shift_jis",
  936: "gb18030",
  949: "euc-kr",
  950: "big5",
  10000: "macintosh",
  65001: "utf-8",
};

export function labelOfCharset(charset: number): string | undefined {
  return BY_CHARSET[charset];
}

export function labelOfCodePage(page: number): string {
  const label = BY_CODE_PAGE[page] ?? `windows-${page}`;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return "windows-1252";
  }
}
