import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { upperBound } from "./bound.ts";
import { calibrate } from "./calibrate.ts";
import { chooseThreshold } from "./choose-threshold.ts";
import { minePairs } from "./mine-pairs.ts";
import { type GivenAnswer, isSameAnswer } from "./same-answer.ts";

const AIMS = { wrongRate: 0.01, confidence: 0.95 };

describe("the bound is that of Clopper and Pearson", () => {
  // Without a wrong one it is 1 - (1 - confidence) ** (1 / judged).
  test.each([
    [0, 299, 0.95, 0.009969],
    [0, 298, 0.95, 0.010002],
    [1, 473, 0.95, 0.00999],
    [5, 100, 0.95, 0.102253],
    [0, 10, 0.99, 0.369043],
    [3, 3, 0.95, 1],
    [0, 0, 0.95, 1],
  ])("%d of %d at %d: %d", (wrong, judged, confidence, bound) => {
    expect(upperBound(wrong, judged, confidence)).toBeCloseTo(bound, 4);
  });
});

describe("a threshold is chosen only on evidence", () => {
  const pairs = (count: number, isWrong: (at: number) => boolean) =>
    Array.from({ length: count }, (_, at) => ({ cosine: 1 - at / 10_000, isWrong: isWrong(at) }));

  test("298 pairs without a wrong one are not enough to say 1 %, 299 are", () => {
    expect(
      chooseThreshold(
        pairs(298, () => false),
        AIMS,
      ),
    ).toMatchObject({ threshold: undefined, judged: 298, needed: 299 });
    const chosen = chooseThreshold(
      pairs(299, () => false),
      AIMS,
    );
    expect(chosen).toMatchObject({ judged: 299, wrong: 0 });
    expect(chosen.threshold).toBeCloseTo(1 - 298 / 10_000);
    expect(chosen.bound).toBeLessThanOrEqual(0.01);
  });

  test("it lies above where the wrong ones begin", () => {
    const { threshold, wrong, judged } = chooseThreshold(
      pairs(1_000, (at) => at > 600 && at % 4 === 0),
      AIMS,
    );
    expect(threshold).toBeGreaterThan(1 - 650 / 10_000);
    expect(wrong / judged).toBeLessThanOrEqual(0.01);
  });

  test("where the nearest ones are wrong there is none, however many others are right", () => {
    expect(
      chooseThreshold(
        pairs(5_000, (at) => at < 20),
        AIMS,
      ).threshold,
    ).toBeUndefined();
  });

  test("pairs of one cosine stand or fall together", () => {
    const same = Array.from({ length: 400 }, (_, at) => ({ cosine: 0.9, isWrong: at === 399 }));
    expect(chooseThreshold(same, AIMS).threshold).toBeUndefined();
  });

  test("a cache that is wrong twice as often as it may be is hardly ever let through", () => {
    // Numbers of a linear congruential generator: the same with every run.
    let state = 1;
    const random = () => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return state / 2 ** 31;
    };
    let passed = 0;
    for (let run = 0; run < 400; run++)
      if (
        chooseThreshold(
          pairs(1_000, () => random() < 0.02),
          AIMS,
        ).threshold !== undefined
      )
        passed++;
    expect(passed / 400).toBeLessThan(0.05);
  });
});

/** Questions on a circle: the nearer their places, the nearer their vectors. */
const onCircle = (question: string, place: number) => ({
  question,
  vector: Float32Array.of(Math.cos(place), Math.sin(place)),
});
const rules = { agree: () => true, nearest: 5, mostPairs: 1_000, breathe: async () => undefined };

describe("pairs are what the cache would have done", () => {
  test("the nearest earlier one that agrees is taken, and each question is asked once", async () => {
    const questions = [onCircle("a", 0), onCircle("b", 0.3), onCircle("no", 0.31), onCircle("c", 0.32)];
    const pairs = await minePairs(questions, { ...rules, agree: (_, other) => other !== "no" });
    expect(pairs.map(({ asked, answered }) => [asked, answered])).toEqual([
      [1, 0],
      [2, 1],
      [3, 1],
    ]);
  });

  test("only what lies nearest is looked at, as the cache does", async () => {
    const questions = [
      onCircle("yes", 0.5),
      ...[1, 2, 3, 4, 5].map((at) => onCircle(`no ${at}`, at / 100)),
      onCircle("asked", 0),
    ];
    const pairs = await minePairs(questions, {
      ...rules,
      agree: (asked, other) => asked === "asked" && other === "yes",
    });
    expect(pairs).toEqual([]);
  });

  test("others are let through while thousands are compared", async () => {
    let breaths = 0;
    const questions = Array.from({ length: 1_000 }, (_, at) => onCircle(String(at), at));
    await minePairs(questions, { ...rules, agree: () => false, breathe: async () => void breaths++ });
    expect(breaths).toBeGreaterThan(20);
  });
});

const citing = (...spans: [document: string, start: number, end: number][]): GivenAnswer => ({
  status: "answered",
  citations: spans.map(([document, start, end]) => ({
    document,
    start,
    end,
    version: "v",
    bucket: "b",
    key: document,
    title: document,
    headingPath: [],
    page: null,
    writtenAt: "2026-01-01T00:00:00Z",
    quote: "",
    places: [],
  })),
});

describe("two questions are answered the same where each is told what the other one is", () => {
  test.each([
    ["the same span", citing(["a", 0, 10]), citing(["a", 0, 10]), true],
    ["spans that overlap", citing(["a", 0, 10]), citing(["a", 5, 20]), true],
    ["the one says more", citing(["a", 0, 10], ["b", 0, 10]), citing(["a", 0, 10]), false],
    ["another place in the document", citing(["a", 0, 10]), citing(["a", 10, 20]), false],
    ["less sure", citing(["a", 0, 10]), { ...citing(["a", 0, 10]), status: "closest" as const }, false],
    ["the one is told nothing", citing(["a", 0, 10]), citing(), false],
    ["both are told nothing", citing(), citing(), undefined],
  ])("%s", (_, one, other, isSame) => {
    expect(isSameAnswer(one, other)).toBe(isSame);
    expect(isSameAnswer(other, one)).toBe(isSame);
  });
});

describe("calibrating", () => {
  const forms = ["How do I claim NAME?", "How can I claim NAME?", "What do I have to do to claim NAME?"];
  const asked = Array.from({ length: 200 }, (_, at) =>
    forms.map((form) => form.replace("NAME", `form F-${at}`)),
  ).flat();
  const parts = {
    embed: async (questions: readonly string[]) =>
      questions.map((question) => onCircle("", Number(/\d+/.exec(question)?.[0])).vector),
    answer: async (question: string) => citing([/F-\d+/.exec(question)?.[0] ?? "", 0, 10]),
    breathe: async () => undefined,
    wrongHits: [],
  };

  test("finds a threshold where questions that agree are answered the same", async () => {
    const report = await calibrate(asked, AIMS, parts);
    expect(report).toMatchObject({ questions: 600, pairs: 400, judged: 400, wrong: 0, unanswered: 0 });
    expect(report.threshold).toBeDefined();
  });

  test("what people say is wrong weighs like a wrong pair, at the cosine where it happened", async () => {
    const far = await calibrate(asked, AIMS, { ...parts, wrongHits: [-1] });
    expect(far.threshold).toBeDefined();
    expect(far.reported).toBe(1);
    const near = await calibrate(asked, AIMS, { ...parts, wrongHits: Array.from({ length: 20 }, () => 1) });
    expect(near).toMatchObject({ threshold: undefined, reported: 20, wrong: 20, judged: 420 });
  });

  test("finds none where they are not, and none where nobody is told anything", async () => {
    let answers = 0;
    const differing = { ...parts, answer: async () => citing([String(answers++), 0, 10]) };
    expect((await calibrate(asked, AIMS, differing)).threshold).toBeUndefined();
    const silent = { ...parts, answer: async () => citing() };
    expect(await calibrate(asked, AIMS, silent)).toMatchObject({
      threshold: undefined,
      judged: 0,
      unanswered: 400,
    });
  });

  test("100,000 questions that hardly differ cost no more than the latest 5,000", async () => {
    const many = Array.from({ length: 100_000 }, (_, at) => `How do I claim form ${at}?`);
    let embedded = 0;
    let answered = 0;
    const report = await calibrate(many, AIMS, {
      ...parts,
      embed: async (questions) => {
        embedded += questions.length;
        return questions.map(() => Float32Array.of(1, 0));
      },
      answer: async () => {
        answered++;
        return citing(["a", 0, 10]);
      },
    });
    expect(report).toMatchObject({ questions: 5_000, pairs: 0 });
    expect([embedded, answered]).toEqual([5_000, 0]);
  });

  test("one more wrong pair never lowers the threshold", () => {
    const cosines = fc.array(
      fc.record({ cosine: fc.double({ min: 0.5, max: 1, noNaN: true }), isWrong: fc.boolean() }),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(cosines, fc.nat(), (pairs, seed) => {
        const loose = { wrongRate: 0.3, confidence: 0.9 };
        const at = seed % pairs.length;
        const worse = pairs.map((pair, place) => (place === at ? { ...pair, isWrong: true } : pair));
        expect(chooseThreshold(worse, loose).threshold ?? 2).toBeGreaterThanOrEqual(
          chooseThreshold(pairs, loose).threshold ?? 2,
        );
      }),
    );
  });
});
