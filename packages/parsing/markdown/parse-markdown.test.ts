import { describe, expect, test } from "vitest";
import { outlineOf, parse } from "../testing/parse.ts";

const outline = async (markdown: string) => outlineOf(await parse("page.md", markdown));

describe("front matter", () => {
  test("gives the title, and what else it tells readers as text; what it tells programs is no part of it", async () => {
    const page = await parse(
      "page.md",
      "---\ntitle: Leave &amp; pay\nowner: me\nreview: 2027-01-15\ntags: [a, b]\nlayout: page\nredirect_from: /x\n---\n# Other\n\nText.\n",
    );
    expect(page.title).toBe("Leave & pay");
    expect(page.text).toBe("owner: me\nreview: 2027-01-15\ntags: a, b\n\nOther\n\nText.");
  });

  test("that is no proper YAML still gives its title", async () => {
    const page = await parse("page.md", "---\ntitle: Leave: how it works\n---\nText.");
    expect([page.title, page.text]).toEqual(["Leave: how it works", "Text."]);
  });

  test("without a title leaves that to the first heading, then to the file's name", async () => {
    expect((await parse("a/page.md", "---\nowner: me\n---\nText\n\n## Sick leave\n")).title).toBe(
      "Sick leave",
    );
    expect((await parse("a/page.md", "Text")).title).toBe("page.md");
  });

  test("is not what two rules around prose are", async () => {
    expect(await outline("---\n\nOnly prose\n\n---\n\nMore")).toEqual(["p Only prose", "p More"]);
  });
});

describe("structure", () => {
  test("headings, emphasis, links and line breaks become what a person reads", async () => {
    expect(
      await outline('Title\n=====\nSome **bold** and `code`, a [link](https://x.test/a "t")  \nnext\nline.'),
    ).toEqual(["h1 Title", "p Some bold and code, a link (https://x.test/a)\nnext line."]);
  });

  test("nested lists keep their depth, and text after a nested list its place", async () => {
    expect(await outline("1. one\n   - inner\n     - deep\n\n   after\n2. two")).toEqual([
      "ol one / >inner / >>deep / after / two",
    ]);
  });

  test("code inside a list stands between the items, with its indentation", async () => {
    expect(await outline("- run\n\n  ```sh\n  if a\n    b\n  ```\n\n- done")).toEqual([
      "ul run",
      "code if a\n  b",
      "ul done",
    ]);
    const page = await parse("page.md", "```sh\nls\n```");
    expect(page.blocks[0]).toMatchObject({ kind: "code", language: "sh" });
  });

  test("a table keeps its header row and its empty cells", async () => {
    expect(await outline("| A | B |\n|---|---|\n| 1 \\| 2 |  |\n|  |  |\n")).toEqual([
      "table1 A | B / 1 | 2 | ",
    ]);
  });

  test("a table whose header row is empty has none", async () => {
    expect(await outline("|  |  |\n|---|---|\n| a | b |\n")).toEqual(["table0 a | b"]);
  });

  test("pictures are read by their alternative text", async () => {
    expect(await outline("See ![the harbour](a.png) here")).toEqual(["p See the harbour here"]);
  });
});

describe("markup written into it", () => {
  test("scripts, styles, comments and hidden parts vanish", async () => {
    expect(
      await outline(
        "a\n\n<script>alert(1)</script>\n\n<!-- note -->\n\n<p hidden>x</p>\n\n<style>p{}</style>\n\nb",
      ),
    ).toEqual(["p a", "p b"]);
  });

  test("a table is a table, even with blank lines in it", async () => {
    expect(
      await outline("<table>\n<tr><th>A</th><th>B</th></tr>\n\n<tr><td>1</td><td>2</td></tr>\n</table>"),
    ).toEqual(["table1 A | B / 1 | 2"]);
  });

  test.each([
    "Send <NAME> and <Password> to <HOST>:8080 with List<String> and Optional<T>.",
    "Run ssh <USER>@<HOST> -p <PORT> for <first name>, a<b>c and <address>.",
    "It stops where a<b and c>d hold, or where i <s the sum> is above 3.",
    "<HOST> is <your-host>; <Object> and Map<Key, List<Item>> too.",
  ])("%s stays as it is", async (text) => {
    expect(await outline(text)).toEqual([`p ${text}`]);
  });

  test("elements are read as such in either case, also around lines of their own", async () => {
    expect(
      await outline(
        "A <B>bold</B> word<BR>and H<sub>2</sub>O.\n\n<details><summary>More</summary>\n\n<NAME> here\n\n</details>",
      ),
    ).toEqual(["p A bold word\nand H2O.", "p More", "p <NAME> here"]);
  });

  test("components of MDX leave their words", async () => {
    const page = await parse(
      "a.mdx",
      'import Tabs from "x";\n\n<Tabs>\n<TabItem value="a" label="Linux">\n\nRun it.\n\n</TabItem>\n</Tabs>\n',
    );
    expect(outlineOf(page)).toEqual(["p Linux", "p Run it."]);
  });

  test("what only looks like markup is text", async () => {
    expect(await outline("Write to <your-team>@example.org, not `<b>`.")).toEqual([
      "p Write to <your-team>@example.org, not <b>.",
    ]);
  });
});

describe("instructions to a site generator", () => {
  test("vanish from links and text", async () => {
    expect(
      await outline(
        '{% include "nav.html" level:2 %}\nSee [leave]({% page "/leave#sick" %}){: .big} at {{ site.name }}.',
      ),
    ).toEqual(["p See leave at ."]);
  });

  test("leave the words that they show", async () => {
    expect(await outline('Ask in {% slack_channel "dev" %}. {% image "a/b.png" "the harbour" %}')).toEqual([
      "p Ask in #dev. the harbour",
    ]);
    expect(await outline('{% alert "Mind the tide", "warning" %}\n  Wear boots.\n{% endalert %}')).toEqual([
      "p Mind the tide",
      "p Wear boots.",
    ]);
  });

  test("placeholders stay, whatever is put into them; what was left out is told", async () => {
    const page = await parse("a.md", "Dear {{customer.name}} of {{ order.id | upper }}, see {{ site.url }}.");
    expect(page.text).toBe("Dear {{customer.name}} of {{ order.id | upper }}, see .");
    expect(page.notes).toEqual([{ kind: "template_tags", count: 1 }]);
  });

  test("comments go with what is in them, attributes of headings go", async () => {
    expect(await outline("# Leave {#leave}\n\nA{% comment %}to do{% endcomment %}B")).toEqual([
      "h1 Leave",
      "p AB",
    ]);
  });

  test("stay in code, which may be about them, and where they are meant to be seen", async () => {
    expect(
      await outline(
        'Use `{{ page.url }}`:\n\n```\n{% raw %}{% page "x" %}{% endraw %}\n```\n\nDear {{ name }}',
      ),
    ).toEqual(["p Use {{ page.url }}:", 'code {% page "x" %}', "p Dear {{ name }}"]);
  });
});

test("front matter in TOML, and other names of a page but not its old addresses", async () => {
  const page = await parse(
    "page.md",
    '+++\ntitle = "Tide"\nweight = 3\n[params]\nowner = "desk 44"\naliases = ["/old/tide"]\n+++\n\nText.\n',
  );
  expect([page.title, outlineOf(page)]).toEqual(["Tide", ["ul owner: desk 44", "p Text."]]);
  expect(await outline("---\naliases:\n  - TideFix\n---\n\nText.\n")).toEqual([
    "ul aliases: TideFix",
    "p Text.",
  ]);
});

test("front matter in TOML over several lines, and what of broken TOML stands on lines of its own", async () => {
  const source = `+++
title = """
Tide tables"""
reviewed = 2026-03-01
owners = [
  "Ann",  # of the harbour
  "Bo",
]
[extra]
note = """
Call first,
then come."""
+++

Text.
`;
  const page = await parse("page.md", source);
  expect([page.title, outlineOf(page)]).toEqual([
    "Tide tables",
    ["ul reviewed: 2026-03-01 / owners: Ann, Bo / note: Call first, then come.", "p Text."],
  ]);
  expect(await outline('+++\nowner = "desk 44"\nbroken = [\n+++\n\nText.\n')).toEqual([
    "ul owner: desk 44 / broken: [",
    "p Text.",
  ]);
});

test("cells beyond the last column stay in the row", async () => {
  expect(await outline("| a | b |\n| - | - |\n| x | `p | q` | r |\n| y \\| z | 2 |\n")).toEqual([
    "table1 a | b / x | `p | q` | r / y | z | 2",
  ]);
});

test("a list keeps the number that it begins with", async () => {
  expect(await outline("4. Close it.\n5. Drain it.\n")).toEqual(["ol 4. Close it. / 5. Drain it."]);
});
