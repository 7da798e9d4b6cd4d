import { expect, test } from "vitest";
import { escapeUnseen, showName } from "./unseen.ts";

test("a name is one line in which nothing turns around, hides or is obeyed", () => {
  expect(showName("pay\u202egnp.exe")).toBe("pay\\u202egnp.exe");
  expect(showName("a\nlive: b/c\td\r")).toBe("a\\nlive: b/c\\td\\u000d");
  expect(showName("\u001b[2Ja\u009b\u2028b")).toBe("\\u001b[2Ja\\u009b\\u2028b");
  expect(showName("sal\u200bary\u{e0041}")).toBe("sal\\u200bary\\udb40\\udc41");
});

test("names in any script stay as they are, and text keeps its lines", () => {
  for (const name of [
    "Über uns.md",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645.md",
    "\u{1f469}\u200d\u2764\ufe0f\u200d\u{1f468}.md",
    "方针.md",
  ])
    expect(showName(name)).toBe(name);
  expect(escapeUnseen('{"a":"\u202eb"}\n')).toBe('{"a":"\\u202eb"}\n');
});
