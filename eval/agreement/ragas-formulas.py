"""Random verdicts, with what RAGAS' own formulas make of them, as JSON lines.

    python eval/agreement/ragas-formulas.py COUNT > FILE     (needs numpy, and ragas==0.4.3 installed with --no-deps)

The formulas are methods of classes that need a language model and most of LangChain to be imported. Their source is read
from the installed package and run as it stands, so that what is compared with is RAGAS and no copy of it.
"""
import ast
import importlib.metadata
import json
import logging
import random
import sys
import types
import typing

import numpy as np


def source(name):
    for file in importlib.metadata.files("ragas"):
        if str(file) == f"ragas/metrics/{name}.py":
            return file.locate().read_text()
    raise SystemExit(f"ragas has no metrics/{name}.py")


def method(module, name, of=None):
    """The method as a plain function of self, without its annotations."""
    for node in ast.walk(ast.parse(source(module))):
        if isinstance(node, ast.ClassDef) and (of is None or node.name == of):
            for item in node.body:
                if isinstance(item, ast.FunctionDef) and item.name == name:
                    item.decorator_list, item.returns = [], None
                    for argument in item.args.args:
                        argument.annotation = None
                    return compiled(item, name)
    raise SystemExit(f"ragas has no {name} in {module}")


def function(module, name):
    for node in ast.parse(source(module)).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return compiled(node, name)


def compiled(node, name):
    scope = {"np": np, "t": typing, "logger": logging.getLogger("ragas"), "fbeta_score": globals().get("fbeta_score")}
    exec(compile(ast.Module([node], []), "ragas", "exec"), scope)
    return scope[name]


def thing(**fields):
    return types.SimpleNamespace(**fields)


fbeta_score = function("utils", "fbeta_score")
FAITHFULNESS = method("_faithfulness", "_compute_score", "Faithfulness")
CONTEXT_PRECISION = method("_context_precision", "_calculate_average_precision", "LLMContextPrecisionWithReference")
CONTEXT_RECALL = method("_context_recall", "_compute_score", "LLMContextRecall")
ENTITY_RECALL = method("_context_entities_recall", "_compute_score")
NOISE = method("_noise_sensitivity", "_compute_score")
STATEMENTS = method("_answer_correctness", "_compute_statement_presence")
RELEVANCE = method("_answer_relevance", "_calculate_score")
SIMILARITY = method("_answer_relevance", "calculate_similarity")


def case(rng):
    flags = lambda count: [rng.random() < 0.6 for _ in range(count)]
    verdicts = flags(rng.randint(1, 9))
    contexts, said, wanted = rng.randint(1, 5), rng.randint(1, 6), rng.randint(1, 6)
    entities = [f"e{n}" for n in range(12)]
    noise = {
        "contextsSupportReference": [flags(contexts) for _ in range(wanted)],
        "contextsSupportAnswer": [flags(contexts) for _ in range(said)],
        "referenceSupportsAnswer": flags(said),
    }
    arrays = {
        "retrieved2ground_truth": np.array(noise["contextsSupportReference"]),
        "retrieved2answer": np.array(noise["contextsSupportAnswer"]),
        "ground_truth2answer": np.array([noise["referenceSupportsAnswer"]]),
    }
    claims = {"truePositives": rng.randint(0, 5), "falsePositives": rng.randint(0, 5), "falseNegatives": rng.randint(0, 5)}
    similarity = rng.random()
    f1 = STATEMENTS(thing(beta=1.0), thing(**{short: [0] * claims[name] for short, name in
                    (("TP", "truePositives"), ("FP", "falsePositives"), ("FN", "falseNegatives"))}))
    wanted_entities, named = rng.sample(entities, rng.randint(1, 9)), rng.sample(entities, rng.randint(1, 9))
    answer_claims, reference_claims = flags(rng.randint(1, 7)), flags(rng.randint(1, 7))
    vector = lambda: [rng.gauss(0, 1) for _ in range(8)]
    question, generated = vector(), [{"vector": vector(), "isNoncommittal": rng.random() < 0.4} for _ in range(3)]
    embeddings = thing(embed_query=lambda _: question, embed_documents=lambda _: [one["vector"] for one in generated])
    relevance = thing(embeddings=embeddings, name="")
    relevance.calculate_similarity = lambda *a: SIMILARITY(relevance, *a)
    return {
        "verdicts": verdicts, "noise": noise, "claims": claims, "similarity": similarity, "question": question,
        "generated": generated, "entities": {"reference": wanted_entities, "contexts": named},
        "factual": {"answer": answer_claims, "reference": reference_claims},
        "expected": {
            "faithfulness": FAITHFULNESS(None, thing(statements=[thing(verdict=v) for v in verdicts])),
            "context_precision": CONTEXT_PRECISION(None, [thing(verdict=v) for v in verdicts]),
            "context_recall": CONTEXT_RECALL(None, [thing(attributed=v) for v in verdicts]),
            # RAGAS adds 1e-8 to the divisor: taken out again.
            "context_entity_recall": ENTITY_RECALL(None, wanted_entities, named)
            * (len(wanted_entities) + 1e-8) / len(wanted_entities),
            "noise_sensitivity_relevant": NOISE(thing(mode="relevant"), arrays),
            "noise_sensitivity_irrelevant": NOISE(thing(mode="irrelevant"), arrays),
            # Before it is rounded to two digits.
            "factual_correctness": fbeta_score(sum(answer_claims), answer_claims.count(False), reference_claims.count(False)),
            "answer_correctness": float(np.average([f1 if any(claims.values()) else 1.0, similarity], weights=[0.75, 0.25])),
            "response_relevancy": float(RELEVANCE(relevance, [thing(question="?", noncommittal=int(one["isNoncommittal"]))
                                                             for one in generated], {"user_input": "?"})),
        },
    }


rng = random.Random(20261126)
for _ in range(int(sys.argv[1])):
    print(json.dumps(case(rng)))
