import { describe, expect, test } from "vitest";
import type { GoldenQuestion } from "../../suites/golden.ts";
import type { MeasureRow } from "../measure.ts";
import { measurePassages } from "../passages/measure-passages.ts";
import { measureRanking } from "../ranked/measure-run.ts";
import { type Answered, measureAnswer } from "./measure-answer.ts";

// Each change does to an answer what goes wrong in practice: the measures that are about it fall, all others hold.

const QUESTION: GoldenQuestion = {
  id: "q",
  question: "How many days of leave are there, and until when are they carried over?",
  answerable: true,
  answer: "There are 27 days. They are carried over until 31 March.",
  must: ["27 days", "31 March"],
  mustNot: ["30 days"],
  passages: [{ key: "leave.md", quote: "There are 27 days of leave." }],
  draft: false,
};
const UNANSWERABLE: GoldenQuestion = {
  ...QUESTION,
  answerable: false,
  answer: null,
  must: [],
  mustNot: [],
  passages: [],
};

const LEAVE = "There are 27 days of leave.";
const CARRIED = "Days that are left are carried over until 31 March.";
const PARKING = "Bicycles are parked behind the workshop.";
const section = (text: string, holds = false) => ({ text, holds });
const cited = (isGold = true) => ({ isVerbatim: true, page: null, isGold });

const GOOD: Answered = {
  status: "answered",
  statements: [
    { text: "There are 27 days of leave.", quotes: [LEAVE] },
    { text: "Days that are left are carried over until 31 March.", quotes: [CARRIED] },
  ],
  citations: [cited(), cited()],
  sections: [section(`${LEAVE} ${CARRIED}`, true), section(PARKING), section("The house opens at nine.")],
};

function measured(answered: Answered, question = QUESTION): MeasureRow {
  const ranked = answered.sections.map(({ text }, index) => [text, -index] as const);
  const judged = new Map([[`${LEAVE} ${CARRIED}`, 1]]);
  return {
    ...measureRanking(new Map(ranked), judged),
    ...measurePassages(answered.sections.map(({ holds }) => holds)),
    ...measureAnswer(question, answered),
  };
}

/** Which measures fell, which rose and which are not defined any more, or only now. */
function moved(answered: Answered, question = QUESTION) {
  const before = measured(GOOD, question);
  const after = measured(answered, question);
  const names = Object.keys(before).filter((name) => before[name] !== after[name]);
  return {
    fell: names.filter((name) => before[name] != null && after[name] != null && after[name] < before[name]),
    rose: names.filter((name) => before[name] != null && after[name] != null && after[name] > before[name]),
    undefined: names.filter((name) => after[name] === null),
    defined: names.filter((name) => before[name] === null),
  };
}

const RANKED_EARLY = [
  "ndcg@1",
  "ndcg@3",
  "ndcg@5",
  "ndcg@10",
  "ndcg@20",
  "ndcg@100",
  "recall@1",
  "precision@1",
  "success@1",
  "map",
  "mrr",
  "r_precision",
  "passage_mrr",
  "passage_success@1",
  "passage_success@2",
];

describe("mutations", () => {
  test("a good answer has the best of every measure that is defined for it", () => {
    const { right, cites_gold, nugget_recall, quote_validity, lexical_citation_recall, lexical_support } =
      measured(GOOD);
    expect([
      right,
      cites_gold,
      nugget_recall,
      quote_validity,
      lexical_citation_recall,
      lexical_support,
    ]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test("contexts shuffled: what is early falls, what is found at all and what is said holds", () => {
    const [first, second, third] = GOOD.sections as [
      (typeof GOOD.sections)[0],
      (typeof GOOD.sections)[0],
      (typeof GOOD.sections)[0],
    ];
    const change = moved({ ...GOOD, sections: [second, third, first] });
    expect(change.fell.sort()).toEqual([...RANKED_EARLY].sort());
    expect(change.rose).toEqual(["hole@1"]);
    // The first sections hold it no more: the answer owes them nothing.
    expect(change.undefined.sort()).toEqual(["yield@1", "yield@2", "yield_declined@1", "yield_declined@2"]);
  });

  test("the gold chunk dropped: recall falls, what is said of the answer alone holds", () => {
    const change = moved({ ...GOOD, sections: GOOD.sections.slice(1) });
    expect(change.fell).toEqual(expect.arrayContaining(["recall@100", "map", "passage_success@5"]));
    expect(change.fell.filter((name) => /right|nugget|cites|quote|lexical|rouge/.test(name))).toEqual([]);
    expect(change.undefined).toEqual(expect.arrayContaining(["yield@1", "yield@2", "yield@5"]));
  });

  test("a false sentence inserted: what it cites does not say it, and only that is seen", () => {
    const statements = [...GOOD.statements, { text: "Seasonal staff get 45 days.", quotes: [PARKING] }];
    const change = moved({ ...GOOD, statements, citations: [...GOOD.citations, cited(false)] });
    expect(change.fell.sort()).toEqual([
      "lexical_citation_precision",
      "lexical_citation_recall",
      "lexical_support",
      "rouge_l",
    ]);
    expect([change.rose, change.undefined, change.defined]).toEqual([[], [], []]);
  });

  test("a figure that is wrong: not right any more, and not supported", () => {
    const [first, second] = GOOD.statements as [(typeof GOOD.statements)[0], (typeof GOOD.statements)[0]];
    const change = moved({
      ...GOOD,
      statements: [{ ...first, text: "There are 30 days of leave." }, second],
    });
    expect(change.fell.sort()).toEqual([
      "lexical_citation_precision",
      "lexical_citation_recall",
      "lexical_support",
      "right",
      "rouge_l",
      "yield@1",
      "yield@2",
      "yield@5",
    ]);
  });

  test("citations swapped: their statements are not supported, what is said is still right", () => {
    const [first, second] = GOOD.statements as [(typeof GOOD.statements)[0], (typeof GOOD.statements)[0]];
    const statements = [
      { ...first, quotes: second.quotes },
      { ...second, quotes: first.quotes },
    ];
    const change = moved({ ...GOOD, statements });
    expect(change.fell.sort()).toEqual([
      "lexical_citation_precision",
      "lexical_citation_recall",
      "lexical_support",
    ]);
  });

  test("a quote that does not stand there: its validity falls alone", () => {
    const change = moved({ ...GOOD, citations: [{ ...cited(), isVerbatim: false }, cited()] });
    expect(change).toEqual({ fell: ["quote_validity"], rose: [], undefined: [], defined: [] });
  });

  test("the passage that answers not cited: told apart from an answer that is not right", () => {
    const change = moved({ ...GOOD, citations: [cited(false), cited(false)] });
    expect(change.fell).toEqual(["cites_gold"]);
  });

  test('"I don\'t know" where the first sections hold the answer: the yield falls, and it is counted as declined', () => {
    const change = moved({ ...GOOD, status: "not_found", statements: [], citations: [] });
    expect(change.fell.sort()).toEqual([
      "answered",
      "cites_gold",
      "nugget_recall",
      "right",
      "rouge_l",
      "yield@1",
      "yield@2",
      "yield@5",
    ]);
    expect(change.rose.sort()).toEqual(["yield_declined@1", "yield_declined@2", "yield_declined@5"]);
    expect(change.defined).toEqual(["abstention_precision"]);
    expect(measured({ ...GOOD, status: "not_found" }).abstention_precision).toBe(0);
    expect(change.undefined.sort()).toEqual([
      "lexical_citation_precision",
      "lexical_citation_recall",
      "lexical_support",
      "quote_validity",
    ]);
  });

  test('"I don\'t know" where nothing answers: abstention rises, no measure of an answer is touched', () => {
    const change = moved({ ...GOOD, status: "closest" }, UNANSWERABLE);
    expect(change.rose).toEqual(["abstention_recall"]);
    expect(change.defined).toEqual(["abstention_precision"]);
    expect(change.fell).toEqual([]);
  });
});
