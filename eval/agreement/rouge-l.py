"""Random answers and references with their ROUGE-L, as JSON lines: python eval/agreement/rouge-l.py COUNT > FILE (rouge-score==0.1.2)."""
import json
import random
import sys

from rouge_score import rouge_scorer

WORDS = "the a leave days 27 of a Year don't 1,500 caf\u00e9 Hotel is it e-mail".split()
scorer = rouge_scorer.RougeScorer(["rougeL"], use_stemmer=False)
rng = random.Random(20261126)
for _ in range(int(sys.argv[1])):
    answer, reference = (" ".join(rng.choices(WORDS, k=rng.randint(least, 15))) for least in (0, 1))
    expected = scorer.score(reference, answer)["rougeL"].fmeasure
    print(json.dumps({"answer": answer, "reference": reference, "expected": expected}))
