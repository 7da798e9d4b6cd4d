import { describe, expect, test } from "vitest";
import { expectCanonical } from "../testing/expect-canonical.ts";
import { outlineOf, parse } from "../testing/parse.ts";

const SAMPLES: readonly (readonly [what: string, key: string, source: string, outline: readonly string[]])[] =
  [
    [
      "plain text (headings underlined or numbered, lists, tables of bars; wrapped lines joined, verse, addresses and columns not)",
      "a.txt",
      `Harbour rules
=============

The relief valve of the main boiler opens at nine bar and must never be
blocked; ask the duty officer for the key when the pressure rises, and do not
open the drain before the pump has stopped.

Opening hours
-------------

Before you weld:
- wear gloves, and keep
  a bucket of sand near
- tell the watch
   1. by radio
   2. by phone

The key hangs behind the boiler of the second
workshop.

Roses are red,
violets are blue.

Name      Berth
Petrel    A9
Smew      B2

2.1 Scope of application

It holds for all.

| Ship | Berth |
|------|-------|
| Smew | B2 |

Anna Smith
12 Pier Road
Harwich
`,
      [
        "h1 Harbour rules",
        "p The relief valve of the main boiler opens at nine bar and must never be blocked; ask the duty officer for the key when the pressure rises, and do not open the drain before the pump has stopped.",
        "h2 Opening hours",
        "p Before you weld:",
        "ul wear gloves, and keep a bucket of sand near / tell the watch / >1. by radio / >2. by phone",
        "p The key hangs behind the boiler of the second workshop.",
        "p Roses are red,\nviolets are blue.",
        "p Name Berth\nPetrel A9\nSmew B2",
        "h2 2.1 Scope of application",
        "p It holds for all.",
        "table1 Ship | Berth / Smew | B2",
        "p Anna Smith\n12 Pier Road\nHarwich",
      ],
    ],
    [
      "reStructuredText",
      "b.rst",
      String.raw`=====
Guide
=====

.. note:: Mind the *tide*.

Intro
-----

See ${"`"}the portal <https://x.test/a>${"`"}_ and ${"`"}${"`"}max_rate${"`"}${"`"} or :ref:${"`"}setup <s>${"`"}.

.. code-block:: bash

   ls -l

   pwd

After the code.

* one
* two

+------+-------+
| Ship | Berth |
+======+=======+
| Smew | B2    |
+------+-------+

.. a comment that nobody sees

.. image:: x.png
   :alt: The harbour
   :width: 10

.. [1] A footnote.
`,
      [
        "h1 Guide",
        "p Mind the tide.",
        "h2 Intro",
        "p See the portal (https://x.test/a) and max_rate or setup.",
        "code    ls -l\n\n   pwd",
        "p After the code.",
        "ul one / two",
        "table1 Ship | Berth / Smew | B2",
        "p The harbour",
        "p [1] A footnote.",
      ],
    ],
    [
      "AsciiDoc",
      "c.adoc",
      String.raw`= Guide
Ann Author
:version: 2.1

== Setup

.Steps
. First *bold* step
.. nested
* item link:https://x.test[portal^]

[source,sql]
----
select 1
----

[NOTE]
====
Mind the tide, ${"`"}code${"`"} here.
====

|===
|Ship |Berth

|Smew
|B2
|Petrel |A9
|===

// comment
image::pic.png[The quay]
NOTE: Keep off. See https://y.test/b[the page].
`,
      [
        "h1 Guide",
        "p Ann Author\nversion: 2.1",
        "h2 Setup",
        "p Steps",
        "ol First bold step / >nested / item portal (https://x.test)",
        "code select 1",
        "p Mind the tide, code here.",
        "table1 Ship | Berth / Smew | B2 / Petrel | A9",
        "p The quay\nNOTE: Keep off. See the page (https://y.test/b).",
      ],
    ],
    [
      "Org",
      "d.org",
      `#+TITLE: Plan
* TODO Valve :tag:
:PROPERTIES:
:OWNER: Ann
:END:
See [[https://x.test][portal]] for ~code~ and *bold*.
- [X] done
- open
| a | b |
|---+---|
| 1 | 2 |
#+BEGIN_SRC sh
ls
#+END_SRC
** Sub
text
`,
      [
        "p Plan",
        "h1 TODO Valve :tag:",
        "p OWNER: Ann\nSee portal (https://x.test) for code and bold.",
        "ul done / open",
        "table1 a | b / 1 | 2",
        "code ls",
        "h2 Sub",
        "p text",
      ],
    ],
    [
      "LaTeX",
      "e.tex",
      String.raw`\documentclass{article}
\title{The \emph{Valve}}
\author{Ann}
\begin{document}
\maketitle
\section{Intro}\label{sec:i}
The valve\footnote{Brass.} opens at 9~bar, see \cite{smith} % comment
and \href{https://x.test}{the portal}. Caf\'e, M\"uller, 50\,\%.
\begin{itemize}
\item one $a^2$
\item two
\end{itemize}
\begin{tabular}{ll}
Ship & Berth \\ \hline
Smew & B2 \\
\end{tabular}
\begin{verbatim}
 x = 1
\end{verbatim}
\end{document}
`,
      [
        "h1 The Valve",
        "p Ann",
        "h2 Intro",
        "p The valve (Brass.) opens at 9 bar, see [smith] and the portal (https://x.test). Café, Müller, 50 %.",
        "ul one $a^2$ / two",
        "table1 Ship | Berth / Smew | B2",
        "code  x = 1",
      ],
    ],
    [
      "Textile",
      "f.textile",
      `h1. Title

p. Some *bold* and "portal":https://x.test/a text.

* one
** two

|_. Ship |_. Berth |
| Smew | B2 |
`,
      [
        "h1 Title",
        "p Some bold and portal (https://x.test/a) text.",
        "ul one / >two",
        "table0 Ship | Berth / Smew | B2",
      ],
    ],
    [
      "MediaWiki",
      "g.mediawiki",
      `== Title ==
'''Bold''' [[Page|shown]] and [https://x.test portal].
* one
** two
{| class="wikitable"
! Ship !! Berth
|-
| Smew || B2
|}
`,
      [
        "h2 Title",
        "p Bold shown and portal (https://x.test).",
        "ul one / >two",
        "table1 Ship | Berth / Smew | B2",
      ],
    ],
    [
      "a contact",
      "h.vcf",
      String.raw`BEGIN:VCARD
VERSION:3.0
FN:Ann Smew
TEL;TYPE=CELL:+44 1
EMAIL:ann@x.test
ADR;TYPE=WORK:;;12 Pier Road;Harwich;;CO1;UK
NOTE:Night shift\, only
END:VCARD
`,
      [
        "h1 Ann Smew",
        "ul Phone: +44 1 / E-mail: ann@x.test / Address: 12 Pier Road, Harwich, CO1, UK / Note: Night shift, only",
      ],
    ],
    [
      "an invitation",
      "i.ics",
      String.raw`BEGIN:VCALENDAR
BEGIN:VEVENT
SUMMARY:Dock meeting
DTSTART;TZID=Europe/London:20260302T090000
DTEND:20260302T100000Z
LOCATION:Room 4
ORGANIZER;CN="Smew, Ann":mailto:ann@x.test
DESCRIPTION:Bring the plan.\nAnd a lo
 ng pen.
RRULE:FREQ=WEEKLY
BEGIN:VALARM
TRIGGER:-PT15M
END:VALARM
END:VEVENT
END:VCALENDAR
`,
      [
        "h1 Dock meeting",
        "ul Start: 2026-03-02 09:00 Europe/London / End: 2026-03-02 10:00 UTC / Place: Room 4 / Organiser: Smew, Ann (ann@x.test) / Repeats: FREQ=WEEKLY",
        "p Bring the plan.\nAnd a long pen.",
      ],
    ],
    [
      "subtitles (sentences run on over cues; speakers and times stay)",
      "j.vtt",
      `WEBVTT - title

NOTE hidden

1
00:00:01.000 --> 00:00:02.000
<v Ann>The relief valve opens

2
00:00:02.000 --> 00:00:04.000
at 9 bar.

00:01:05.000 --> 00:01:06.000
Next topic.
`,
      ["h2 00:00:01", "p Ann: The relief valve opens at 9 bar.", "h2 00:01:05", "p Next topic."],
    ],
    [
      "RTF (code pages, Unicode, tables, links, footnotes, headers once)",
      "k.rtf",
      String.raw`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}{\colortbl;\red0\green0\blue0;}{\*\generator Riched20;}{\info{\title Valve rules}{\author X}}
{\header Harbour Office\par}
\pard\outlinelevel0\b Rules\b0\par
\pard The valve \'e9 opens at {\b nine} bar\'97\u8364 ?40. {\f1 \'ea\'eb\'fe\'f7}{\*\bkmkstart x}{\v secret}\par
{\pntext\f0 1.\tab}First item\par
See {\field{\*\fldinst{HYPERLINK "https://x.test/a"}}{\fldrslt{the portal}}}.{\footnote Brass ones.}\par
\trowd\cellx100\cellx200\pard\intbl Ship\cell Berth\cell\row
\trowd\cellx100\cellx200\pard\intbl Smew\cell B2\cell\row
\pard {\pict\pngblip 89504e47}After \{braces\}\line next\par}
`,
      [
        "h1 Rules",
        "p The valve é opens at nine bar—€40. ключ",
        "p 1. First item",
        "p See the portal (https://x.test/a). (Brass ones.)",
        "table1 Ship | Berth / Smew | B2",
        "p After {braces}\nnext",
        "p Harbour Office",
      ],
    ],
    [
      "a notebook (prose, code, what it printed)",
      "l.ipynb",
      String.raw`{"cells":[{"cell_type":"markdown","source":"# Valve\n\nText"},{"cell_type":"code","source":["print(1)\n","x"],"outputs":[{"output_type":"stream","text":["9 bar\n"]},{"output_type":"display_data","data":{"image/png":"aaa","text/plain":["<Figure size 1>"]}}]}],"metadata":{"kernelspec":{"language":"python"}},"nbformat":4}
`,
      ["h1 Valve", "p Text", "code print(1)\nx", "code 9 bar"],
    ],
    [
      "XML that is a document",
      "m.xml",
      `<?xml version="1.0"?><!-- c --><article xmlns="http://docbook.org/ns/docbook"><title>Valve guide</title><section id="s"><title>Opening</title><para>The valve <emphasis>opens</emphasis> at 9 bar.</para><itemizedlist><listitem><para>One</para></listitem></itemizedlist></section></article>
`,
      ["h1 Valve guide", "h2 Opening", "p The valve opens at 9 bar.", "p One"],
    ],
    [
      "XML that is data",
      "n.xml",
      `<parts><part id="K-1" price="4"><name>Pump</name></part><part id="K-2"><name>Valve</name></part></parts>
`,
      ["h1 part", "table1 id | price | name / K-1 | 4 | Pump / K-2 |  | Valve"],
    ],
    [
      "a drawing (its words)",
      "q.svg",
      `<svg xmlns="http://www.w3.org/2000/svg"><title>Plan</title><text x="1"><tspan>Pier</tspan> six</text><style>a{}</style></svg>
`,
      ["h1 Plan", "p Pier six"],
    ],
  ];

test.each(SAMPLES)("%s is read as what it shows", async (_, key, source, outline) => {
  const parsed = await parse(key, source);
  expectCanonical(parsed);
  expect(outlineOf(parsed)).toEqual(outline);
});

test("pictures in a notebook and in RTF, and hidden text, are told", async () => {
  const notebook = {
    cells: [{ cell_type: "code", source: "x", outputs: [{ data: { "image/png": "aa" } }] }],
  };
  expect((await parse("a.ipynb", JSON.stringify(notebook))).notes).toEqual([{ kind: "pictures", count: 1 }]);
  const rtf = String.raw`{\rtf1 Text{\pict 00}{\v hidden}}`;
  expect((await parse("a.rtf", rtf)).notes).toEqual([
    { kind: "pictures", count: 1 },
    { kind: "hidden_text", count: 1 },
  ]);
});

test("lines of a log are never joined", async () => {
  const line = "2026-03-02T09:00:00Z WARN the pressure of the relief valve was too high on line";
  const log = [`${line} four`, `${line} five`, "and six"].join("\n");
  expect((await parse("pump.log", log)).text).toBe(log);
});

test("a paragraph that a program broke is one, also where a line ends with a sentence or begins with a name", async () => {
  const lines = [
    "The gate is closed in the evening by the officer on duty.",
    "Whimbrel keeps the key and hands it to nobody but Avocet,",
    "Redshank or the master. Whoever needs it asks in advance.",
    "Thanks.",
  ];
  expect((await parse("gate.txt", lines.join("\n"))).text).toBe(lines.join(" "));
});

test("a word that the margin cut is one again, a hyphen that belongs to it stays", async () => {
  const lines = [
    "The harbour authority keeps the plan of mainte-",
    "nance in the folder of each season and the well-",
    "known list of the quay, which every single per-",
    "son has to read. A person with a key knows it.",
    "",
    "- an item about mainte-",
    "  nance",
    "- other",
    "",
    "The maintenance.",
  ];
  expect(outlineOf(await parse("a.txt", lines.join("\n")))).toEqual([
    "p The harbour authority keeps the plan of maintenance in the folder of each season and the well-known list of the quay, which every single person has to read. A person with a key knows it.",
    "ul an item about maintenance / other",
    "p The maintenance.",
  ]);
});

test("tables of reStructuredText between signs of equality are tables", async () => {
  const source =
    "Rates\n=====\n\n=====  ======\nBerth  Fee\n=====  ======\nN1     20\n       a day\nN2     35\n=====  ======\n\nText.\n";
  expect(outlineOf(await parse("a.rst", source))).toEqual([
    "h1 Rates",
    "table1 Berth | Fee / N1 | 20 a day / N2 | 35",
    "p Text.",
  ]);
});

test("environments of LaTeX that share a line are read as those on lines of their own", async () => {
  const source = String.raw`\begin{itemize}\item one \item two\end{itemize}
So \begin{tabular}{ll}A & B \\ 1 & 2 \\ \end{tabular}
\begin{equation}E=mc^2\end{equation}`;
  expect(outlineOf(await parse("a.tex", source))).toEqual([
    "ul one / two",
    "p So",
    "table1 A | B / 1 | 2",
    "p E=mc^2",
  ]);
});

test("an outline is read, whose text stands in attributes", async () => {
  const source = '<opml><body><outline text="Pumps"><outline text="P3 leaks"/></outline></body></opml>';
  expect((await parse("a.opml", source)).text).toMatch(/Pumps[\s\S]*P3 leaks/);
});

test("an element with words and elements in it makes no attribute of its neighbours vanish", async () => {
  const source =
    '<parts><part id="P-1" unit="mm"><name>Valve</name><use>Opens at <b>9</b> bar.</use></part></parts>';
  expect(outlineOf(await parse("a.xml", source))).toEqual([
    "p id: P-1; unit: mm",
    "p Valve",
    "p Opens at 9 bar.",
  ]);
});

test("an outline with a title keeps its items, and their depth", async () => {
  const source =
    '<opml><head><title>Log</title></head><body><outline text="Pumps" _note="north"><outline text="P3"/></outline></body></opml>';
  expect(outlineOf(await parse("a.opml", source))).toEqual(["h1 Log", "ul Pumps: north / >P3"]);
});

describe("RTF", () => {
  const outline = async (body: string) =>
    outlineOf(await parse("a.rtf", `{\\rtf1\\ansi\\ansicpg1251${body}}`));

  test("a field in a header stays there, and cells in one stay apart", async () => {
    const header = String.raw`{\header Code QX\cell Rev 7\cell\row}{\footer Page {\field{\*\fldinst PAGE}{\fldrslt 1}} of 9\par}`;
    expect(await outline(`${header}\\pard Text.\\par`)).toEqual([
      "p Text.",
      "p Code QX | Rev 7",
      "p Page 1 of 9",
    ]);
  });

  test("a font of the Western character set is one where another font is of the file's own", async () => {
    const fonts = String.raw`{\fonttbl{\f0\fcharset204 A;}{\f1\fcharset0 B;}}`;
    expect(await outline(String.raw`${fonts}\pard\f0 \'ca\'eb\'fe\'f7 \f1 M\'fcller\par`)).toEqual([
      "p Ключ Müller",
    ]);
    const only = String.raw`{\fonttbl{\f1\fcharset0 B;}}`;
    expect(await outline(String.raw`${only}\pard\f1 \'ca\'eb\'fe\'f7\par`)).toEqual(["p Ключ"]);
  });

  test("headings are told by their style, numbered ones too; level 9 is text", async () => {
    const styles = String.raw`{\stylesheet{\s0 Normal;}{\s1\b Heading 1;}{\s2\outlinelevel1 Own;}{\s3\outlinelevel9 Body;}}`;
    const mark = String.raw`{\listtext\pard\plain 1.\tab}\ilvl0\ls1 `;
    expect(
      await outline(
        String.raw`${styles}\pard\s1 ${mark}Scope\par\pard\s2 Rates\par\pard\s3 Text.\par\pard{\listtext\u61623\'3f\tab}\ls2 item\par`,
      ),
    ).toEqual(["h1 1. Scope", "h2 Rates", "p Text.", "ul item"]);
  });

  test("a place in the same document is no address", async () => {
    const link = (to: string) => String.raw`{\field{\*\fldinst HYPERLINK "${to}"}{\fldrslt here}}`;
    expect(await outline(`\\pard See ${link("#_Toc1")} or ${link("mailto:a@b.test")}.\\par`)).toEqual([
      "p See here or here (a@b.test).",
    ]);
  });
});

test("text boxes of RTF are read once, and what was taken out is noted", async () => {
  const box = String.raw`{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt Note in a box\par}}{\shprslt{Note in a box}}}`;
  const parsed = await parse("a.rtf", `{\\rtf1 Text ${box}{\\deleted gone}more\\par}`);
  expect(outlineOf(parsed)).toEqual(["p Text more", "p Note in a box"]);
  expect(parsed.notes).toEqual([{ kind: "deletions", count: 1 }]);
});
