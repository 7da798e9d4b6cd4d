import { expect, test } from "vitest";
import { neutral } from "./neutral.ts";

test.each([
  [
    "<img src=http://elsewhere.example/x onerror=alert(1)>",
    "< img src=http://elsewhere.example/x onerror=alert(1)>",
  ],
  ["a </div><!-- b --><?c?>", "a < /div>< !-- b -->< ?c?>"],
  ["![logo](http://elsewhere.example/x.png)", "![logo] (http://elsewhere.example/x.png)"],
  ["[the rules](http://elsewhere.example)", "[the rules] (http://elsewhere.example)"],
  ["![logo][1]\n[1]: http://elsewhere.example", "![logo] [1]\n[1] : http://elsewhere.example"],
  ["<http://elsewhere.example>", "< http://elsewhere.example>"],
])("%j is only text in Markdown and in HTML", (text, safe) => {
  expect(neutral(text)).toBe(safe);
  expect(neutral(safe)).toBe(safe);
});

test("other text stays as it is", () => {
  const text = "See [1] and (2): 3 < 4, a <= b, 5 > 4; f(x)[0]. 日本語「引用」";
  expect(neutral(text)).toBe(text);
});
