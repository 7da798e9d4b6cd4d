"""Random runs and judgements, with what trec_eval says of them, as JSON lines.

    python eval/agreement/trec-eval.py COUNT > FILE     (needs pytrec_eval-terrier==0.5.11)

Ties, scores that differ by less than single precision, queries that the run lacks, documents that nobody judged, queries
for which nothing is relevant, negative and graded judgements, identifiers beyond ASCII.
"""
import json
import random
import sys

import pytrec_eval

CUTS = "1,3,5,10,20,100"
NAMES = {"ndcg_cut": "ndcg", "recall": "recall", "P": "precision", "success": "success",
         "map": "map", "recip_rank": "mrr", "Rprec": "r_precision"}
MEASURES = {f"{name}.{CUTS}" for name in ("ndcg_cut", "recall", "P", "success")} | {"map", "recip_rank", "Rprec"}


def random_case(rng):
    pool = [f"d{n}" for n in range(rng.choice([3, 12, 40, 150]))] + ["\u00e4", "\uff5e", "\U0001f600", "D1", "d01"]
    judgements, run = {}, {}
    for number in range(rng.randint(1, 4)):
        grades = rng.choice([[0, 1], [-2, -1, 0, 1], [0, 1, 2, 3], [0], [-1, 0, 2, 7]])
        judged = rng.sample(pool, rng.randint(1, min(len(pool), 30)))
        graded = {document: rng.choice(grades) for document in judged}
        # trec_eval itself writes past its memory where every judgement of a query is negative.
        graded[judged[0]] = max(0, graded[judged[0]])
        judgements[f"q{number}"] = graded
        if rng.random() < 0.15:
            continue
        found = rng.sample(pool, rng.randint(1, len(pool)))
        step = rng.choice([1.0, 0.5, 1e-9, 3e-8, 1e-3])
        kind = rng.choice(["ties", "close", "any", "negative"])
        scores = {
            "ties": lambda: float(rng.randint(0, 3)),
            "close": lambda: 1.0 + step * rng.randint(0, 9),
            "any": lambda: rng.random() * 30,
            "negative": lambda: -float(rng.randint(0, 200)),
        }[kind]
        run[f"q{number}"] = {document: scores() for document in found}
    return judgements, run


def main(count):
    rng = random.Random(20261126)
    for _ in range(count):
        judgements, run = random_case(rng)
        found = pytrec_eval.RelevanceEvaluator(judgements, MEASURES).evaluate(run)
        expected = {}
        for query, values in found.items():
            expected[query] = {}
            for key, value in values.items():
                name, _, cut = key.rpartition("_")
                expected[query][f"{NAMES[name]}@{cut}" if name in NAMES and cut.isdigit() else NAMES[key]] = value
        print(json.dumps({"judgements": judgements, "run": run, "expected": expected}), flush=True)


main(int(sys.argv[1]))
