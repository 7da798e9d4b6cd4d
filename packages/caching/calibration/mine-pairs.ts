export interface AskedQuestion {
  readonly question: string;
  /** Of unit length. */
  readonly vector: Float32Array;
}

/** What the cache would have done: the later question given the answer to the earlier one. Both are places in the list. */
export interface MinedPair {
  readonly asked: number;
  readonly answered: number;
  readonly cosine: number;
}

export interface MiningRules {
  readonly agree: (asked: string, answered: string) => boolean;
  /** What is looked at of what lies nearest, as the cache does. */
  readonly nearest: number;
  readonly mostPairs: number;
  /** Lets whoever waits go first. */
  readonly breathe: () => Promise<void>;
}

/** Nearer ones alone are compared: below it hardly any two questions ask the same. */
const LEAST_COSINE = 0.5;
/** About 10 ms of comparing vectors; whether two questions agree takes as long as some thousand of these. */
const COMPARED_AT_ONCE = 20_000;
const COMPARED_WHILE_AGREEING = 2_000;

/**
 * Asks the questions in their order of a cache that is empty at first, and says which would have been taken for the same as an
 * earlier one. Each is the later one of at most one pair, as it is given one answer.
 */
export async function minePairs(
  questions: readonly AskedQuestion[],
  rules: MiningRules,
): Promise<MinedPair[]> {
  const pairs: MinedPair[] = [];
  let compared = 0;
  for (let asked = 1; asked < questions.length && pairs.length < rules.mostPairs; asked++) {
    const near = nearestTo(questions, asked, rules.nearest);
    const pair = near.find(({ answered }) =>
      rules.agree(textAt(questions, asked), textAt(questions, answered)),
    );
    if (pair !== undefined) pairs.push(pair);
    compared += asked + near.length * COMPARED_WHILE_AGREEING;
    if (compared < COMPARED_AT_ONCE) continue;
    compared = 0;
    await rules.breathe();
  }
  return pairs;
}

function nearestTo(questions: readonly AskedQuestion[], asked: number, most: number): MinedPair[] {
  const { vector } = questions[asked] as AskedQuestion;
  const near: MinedPair[] = [];
  for (let answered = 0; answered < asked; answered++) {
    const cosine = product(vector, (questions[answered] as AskedQuestion).vector);
    if (cosine < LEAST_COSINE || cosine <= (near[most - 1]?.cosine ?? 0)) continue;
    near.push({ asked, answered, cosine });
    near.sort((one, other) => other.cosine - one.cosine);
    near.length = Math.min(near.length, most);
  }
  return near;
}

function textAt(questions: readonly AskedQuestion[], at: number): string {
  return (questions[at] as AskedQuestion).question;
}

function product(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] as number) * (other[at] as number);
  return sum;
}
