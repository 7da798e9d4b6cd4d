import { describe, expect, test } from "vitest";
import { expectCanonical } from "../testing/expect-canonical.ts";
import { outlineOf, parse } from "../testing/parse.ts";

const outline = async (html: string) => outlineOf(await parse("page.html", html));

describe("the main content", () => {
  test("is read without what surrounds it", async () => {
    const page = await parse(
      "page.html",
      `<html><head><title>Leave – Station</title><script>x()</script></head><body>
       <header>Logo</header><nav>Home</nav><div>We use cookies</div>
       <main><header><h1>Leave</h1></header><aside>Ads</aside><p>Thirty days.</p><p style="display: none">x</p>
       <div aria-hidden="true">★</div><button>Share</button><footer>Legal</footer></main>
       <footer>Imprint</footer></body></html>`,
    );
    expect(outlineOf(page)).toEqual(["h1 Leave", "p Thirty days."]);
    expect(page.title).toBe("Leave – Station");
  });

  test("is the body where no element is marked as it", async () => {
    expect(await outline("<body><div role=navigation>Menu</div><div>One<p>Two</div></body>")).toEqual([
      "p One",
      "p Two",
    ]);
  });

  test("is all that is visible where everything stands in what would be left out", async () => {
    expect(await outline("<body><header><p>Only this</p></header></body>")).toEqual(["p Only this"]);
  });

  test("holds every article of a page that has several", async () => {
    expect(await outline("<article>One</article><article>Two</article>")).toEqual(["p One", "p Two"]);
  });
});

describe("structure", () => {
  test("lists, nested and of definitions, keep their items in order", async () => {
    expect(await outline("<ul><li>a<ol><li>b</ol>c<li>d</ul><dl><dt>Term<dd>Meaning</dl>")).toEqual([
      "ul a / >b / c / d",
      "ul Term / >Meaning",
    ]);
  });

  test("a list that begins inside another begins at the outermost depth", async () => {
    const page = await parse("page.html", "<dl><dd>Meaning<dd>Other</dl>");
    expectCanonical(page);
    expect(outlineOf(page)).toEqual(["ul Meaning / >Other"]);
  });

  test("cells that span rows stand in each, cells that span columns keep the others in place", async () => {
    expect(
      await outline(
        "<table><caption>Fares</caption><thead><tr><th>Day<th>Adult<th>Child</thead><tr><td rowspan=2>Mon<td>4<td>2<tr><td colspan=2>free<tr><td>Tue<td>5<td>3</table>",
      ),
    ).toEqual(["p Fares", "table1 Day | Adult | Child / Mon | 4 | 2 / Mon | free |  / Tue | 5 | 3"]);
  });

  test("a bold first row heads a table", async () => {
    expect(await outline("<table><tr><td><b>A</b><td><b>B</b><tr><td>1<td>2</table>")).toEqual([
      "table1 A | B / 1 | 2",
    ]);
  });

  test("a table that only places things is none", async () => {
    expect(await outline("<table><tr><td><h2>Menu</h2><td>Soup</table><table><tr><td>x</table>")).toEqual([
      "h2 Menu",
      "p Soup",
      "p x",
    ]);
  });

  test("preformatted text keeps its lines and says its language", async () => {
    const page = await parse("page.html", '<pre><code class="language-sql">select 1\n  from t</code></pre>');
    expect(page.text).toBe("select 1\n  from t");
    expect(page.blocks[0]).toMatchObject({ kind: "code", language: "sql" });
  });

  test("nesting deeper than the call stack is read", async () => {
    for (const tag of ["<div>", "<ul><li>", "<b>", "<table><tr><td>a<td>"]) {
      const page = await parse("page.html", `${tag.repeat(20_000)}deep`);
      expectCanonical(page);
      expect(page.text).toContain("deep");
    }
  });
});

describe("encodings", () => {
  test("UTF-8, declared and undeclared single bytes, and UTF-16 are told apart", async () => {
    const umlauts = "<p>Gästehaus Möwe</p>";
    const cyrillic = Buffer.from([0xef, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]);
    expect((await parse("a.html", umlauts)).text).toBe("Gästehaus Möwe");
    expect((await parse("a.html", Buffer.from(umlauts, "latin1"))).text).toBe("Gästehaus Möwe");
    expect((await parse("a.html", Buffer.from(`\ufeff${umlauts}`, "utf16le"))).text).toBe("Gästehaus Möwe");
    const declared = Buffer.concat([Buffer.from("<meta charset='windows-1251'><p>"), cyrillic]);
    expect((await parse("a.html", declared)).text).toBe("привет");
  });

  test("one damaged character does not garble the others", async () => {
    const text = Buffer.concat([Buffer.from("äöüß ".repeat(10)), Buffer.from([0xff]), Buffer.from("ä")]);
    expect((await parse("a.txt", text)).text).toContain("äöüß äöüß");
  });
});

test("front matter of a generator's source is not read, nor are its tags", async () => {
  const page = await parse(
    "page.html",
    '---\ntitle: Handbook\n---\n<p>{{ site.description }}<a href="{% page "/a" %}">More</a></p>',
  );
  expect([page.title, page.text]).toEqual(["Handbook", "More"]);
  expect((await parse("page.html", "<p>Write {{ page.url }}</p>")).text).toBe("Write {{ page.url }}");
});
