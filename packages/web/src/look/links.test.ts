import { describe, expect, test } from "vitest";
import { bareLinks, targetOf, wordsOfLink } from "./links.ts";

const base = { bucket: "policies", key: "people/leave.md" };

describe("a document's link leads", () => {
  test("to a page or a mailbox outside", () => {
    expect(targetOf("https://x.test/a?b=1#c", base)).toBe("https://x.test/a?b=1#c");
    expect(targetOf("mailto:hr@x.test", base)).toBe("mailto:hr@x.test");
  });

  test("to another file of its bucket, by the path from its own folder", () => {
    expect(targetOf("../travel/hotels.md#prices", base)).toBe("/open?bucket=policies&key=travel%2Fhotels.md");
    expect(targetOf("sick%20leave.md", base)).toBe("/open?bucket=policies&key=people%2Fsick+leave.md");
    expect(targetOf("a.md", { bucket: "b", key: "100%/x.md" })).toBe("/open?bucket=b&key=100%25%2Fa.md");
  });

  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//x.md",
    "data:text/html,x.md",
    "file:///etc/passwd.md",
    "vbscript:x.md",
    "//evil.test/x.md",
    "\\\\evil.test\\x.md",
    "https:evil",
    "http://",
    "blob:https://x.test/a.md",
  ])("nowhere for %s", (href) => {
    expect(targetOf(href, base)).toBeUndefined();
  });
});

describe("of a link's text are its words", () => {
  const words = (text: string, href: string) => text.slice(0, wordsOfLink(text, href));

  test("what stands before the address that is spelled out behind them", () => {
    expect(words("the portal (https://x.test)", "https://x.test/")).toBe("the portal");
    expect(words("HR (hr@x.test)", "mailto:hr@x.test")).toBe("HR");
    expect(words("the form (a/form 1.pdf)", "a/form%201.pdf")).toBe("the form (a/form 1.pdf)");
    expect(words("the form (a/form.pdf)", "a/form.pdf")).toBe("the form");
    const long = "the form ".repeat(1_000).trimEnd();
    expect(words(`${long} (a/form.pdf)`, "a/form.pdf")).toBe(long);
  });

  test("all of it where the address is another, or the words themselves name an address", () => {
    expect(words("the portal (https://y.test/)", "https://x.test/")).toBe("the portal (https://y.test/)");
    expect(words("bank.test (https://evil.test/)", "https://evil.test/")).toBe(
      "bank.test (https://evil.test/)",
    );
    expect(words("https://x.test/", "https://x.test/")).toBe("https://x.test/");
  });
});

test("addresses that stand in a text are links, without the punctuation around them, and once", () => {
  const text = "See (https://x.test/a). Or https://y.test/b, or http.";
  const [first, second, ...none] = bareLinks(text, 10, []);
  expect([first, second].map((it) => text.slice((it?.start ?? 0) - 10, (it?.end ?? 0) - 10))).toEqual([
    "https://x.test/a",
    "https://y.test/b",
  ]);
  expect(none).toEqual([]);
  expect(bareLinks(text, 10, [{ kind: "link", href: "https://x.test/a", start: 14, end: 31 }])).toHaveLength(
    1,
  );
});
