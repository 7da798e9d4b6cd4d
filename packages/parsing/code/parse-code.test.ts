import { expect, test } from "vitest";
import { outlineOf, parse } from "../testing/parse.ts";

test("code is divided between declarations, each with the comment above it", async () => {
  const source = `import a from "a";
import b from "b";

/** Leaves the harbour. */
export function leave() {
  untie();

  row();
}

// Comes back.
export function comeBack() {
  if (late) hurry();

} else {
}
`;
  const parsed = await parse("src/boat.ts", source);
  expect(parsed).toMatchObject({ title: "boat.ts", format: "code" });
  expect(outlineOf(parsed)).toEqual([
    'code import a from "a";\nimport b from "b";',
    "code /** Leaves the harbour. */\nexport function leave() {\n  untie();\n\n  row();\n}",
    "code // Comes back.\nexport function comeBack() {\n  if (late) hurry();\n\n} else {\n}",
  ]);
});

test("methods stay with their class, in languages without brackets too", async () => {
  const source =
    "class Boat:\n    def leave(self):\n        pass\n\n    def back(self):\n        pass\n\n\ndef main():\n    pass\n";
  const parsed = await parse("boat.py", source);
  expect(parsed.blocks).toMatchObject([{ language: "python" }, { language: "python" }]);
});

test.each([
  ["a.TS", "typescript"],
  ["a.go", "go"],
  ["a.sql", "sql"],
  ["a.yml", "yaml"],
])("%s is %s", async (key, language) => {
  expect((await parse(key, "x")).blocks[0]).toMatchObject({ kind: "code", language });
});
