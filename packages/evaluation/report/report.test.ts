import { expect, test } from "vitest";
import type { FinishedRun } from "../runs/run-folder.ts";
import { htmlOf } from "./html.ts";
import { junitOf } from "./junit.ts";

const HOSTILE = `</style><script>alert(1)</script><img src=x onerror="alert(2)">'"]]>\u0000`;

const RUN: FinishedRun = {
  folder: "evaluations/x",
  manifest: {
    format: 1,
    suite: { name: HOSTILE, kind: "golden", sha256: "0", questions: 1, drafts: 0 },
    variant: { config: HOSTILE },
    recipe: null,
    models: { embedding: HOSTILE, language: null, judge: null },
    documents: { count: 1, sha256: "0" },
    url: HOSTILE,
    seed: 1,
  },
  results: [
    {
      id: HOSTILE,
      question: HOSTILE,
      answerable: true,
      ranking: [[HOSTILE, 1]],
      judgements: { [HOSTILE]: 1 },
      expected: HOSTILE,
      sections: [
        {
          bucket: HOSTILE,
          key: HOSTILE,
          headingPath: [HOSTILE],
          page: 1,
          text: HOSTILE,
          fused: 0.5,
          lexical: { rank: 1, score: 2 },
          holds: true,
        },
      ],
      answer: {
        status: "answered",
        text: HOSTILE,
        parts: [
          {
            text: HOSTILE,
            citations: [{ bucket: HOSTILE, key: HOSTILE, page: null, quote: HOSTILE, isVerbatim: false }],
          },
        ],
      },
      loss: "not_cited",
      measures: { right: 0, [HOSTILE]: 1, "recall@10": 0.5, "precision@10": 0.1 },
    },
  ],
  timings: [{ id: HOSTILE, searchMilliseconds: 3, answerMilliseconds: 4 }],
  means: {
    right: { mean: 0, defined: 1, undefined: 0 },
    [HOSTILE]: { mean: 1, defined: 1, undefined: 0 },
    "recall@10": { mean: 0.5, defined: 1, undefined: 0 },
    "precision@10": { mean: 0.1, defined: 1, undefined: 0 },
  },
};

test("what documents, questions and names say is text in the page, and the page loads nothing", () => {
  const page = htmlOf([RUN]);
  expect(page).not.toMatch(/<script|<img|onerror="/);
  expect(page.match(/<\/style>/g)).toHaveLength(1);
  expect(page).toContain("&lt;script&gt;");
  expect(page).toMatch(/Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[^']+';/);
  // Nothing that a policy without 'unsafe-inline' would refuse, and nothing that asks another host.
  expect(page).not.toMatch(/ style=|<link|https?:\/\//);
});

test("JUnit XML: a question that is not right fails, with where it was lost; nothing breaks out of it", () => {
  const xml = junitOf([RUN]);
  expect(xml).toContain('failures="1"');
  expect(xml).toContain('<failure message="not right: not_cited">');
  expect(xml).not.toContain("<script");
  expect(xml).not.toContain("\u0000");
});
