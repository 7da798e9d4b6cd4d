#!/usr/bin/env python3
"""A cross-encoder for tests, of 2 KB: its score is how many words of the passage stand in the question.

usage: build_word_counter.py OUT_DIR        needs: onnx
Knows the words below alone, in the layout that transformers.js loads.
"""
import json, os, sys
import numpy as np
import onnx
from onnx import helper as H, numpy_helper as N, TensorProto as T

WORDS = "leave annual sick days pay travel badger otter heron fed night how many may be the a times".split()
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def graph():
    """Pairs of equal words, one in each text, per word of the passage at most one; special tokens are no words."""
    const = lambda name, value: N.from_array(np.array(value, np.int64), name)
    node = lambda kind, ins, out, **kw: H.make_node(kind, ins, [out], **kw)
    nodes = [
        node("Greater", ["input_ids", "last_special"], "is_word"),
        node("Equal", ["token_type_ids", "one"], "in_passage"),
        node("Not", ["in_passage"], "in_question"),
        node("And", ["is_word", "in_passage"], "passage_word"),
        node("And", ["is_word", "in_question"], "question_word"),
        node("Unsqueeze", ["input_ids", "last"], "down"),
        node("Unsqueeze", ["input_ids", "middle"], "across"),
        node("Equal", ["down", "across"], "same"),
        node("Unsqueeze", ["passage_word", "last"], "p"),
        node("Unsqueeze", ["question_word", "middle"], "q"),
        node("And", ["p", "q"], "pair"),
        node("And", ["same", "pair"], "match"),
        node("Cast", ["match"], "matches", to=T.FLOAT),
        node("ReduceMax", ["matches"], "known", axes=[2], keepdims=0),
        node("ReduceSum", ["known", "middle"], "logits", keepdims=1),
    ]
    values = [const("last_special", len(SPECIAL) - 1), const("one", 1), const("last", [2]), const("middle", [1])]
    ins = [H.make_tensor_value_info(n, T.INT64, ["batch", "seq"]) for n in ("input_ids", "attention_mask", "token_type_ids")]
    out = H.make_tensor_value_info("logits", T.FLOAT, ["batch", 1])
    model = H.make_model(H.make_graph(nodes, "words", ins, [out], values), opset_imports=[H.make_opsetid("", 17)], producer_name="")
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model


def tokenizer():
    token = lambda content, at: dict(id=at, content=content, single_word=False, lstrip=False, rstrip=False, normalized=False, special=True)
    special = lambda name, kind: dict(SpecialToken=dict(id=name, type_id=kind))
    text = lambda name, kind: dict(Sequence=dict(id=name, type_id=kind))
    return dict(
        version="1.0", truncation=None, padding=None,
        added_tokens=[token(name, at) for at, name in enumerate(SPECIAL)],
        normalizer=dict(type="BertNormalizer", clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True),
        pre_tokenizer=dict(type="BertPreTokenizer"),
        post_processor=dict(
            type="TemplateProcessing",
            single=[special("[CLS]", 0), text("A", 0), special("[SEP]", 0)],
            pair=[special("[CLS]", 0), text("A", 0), special("[SEP]", 0), text("B", 1), special("[SEP]", 1)],
            special_tokens={name: dict(id=name, ids=[SPECIAL.index(name)], tokens=[name]) for name in ("[CLS]", "[SEP]")},
        ),
        decoder=dict(type="WordPiece", prefix="##", cleanup=True),
        model=dict(type="WordPiece", unk_token="[UNK]", continuing_subword_prefix="##", max_input_chars_per_word=100,
                   vocab={word: at for at, word in enumerate(SPECIAL + WORDS)}),
    )


out = sys.argv[1]
os.makedirs(os.path.join(out, "onnx"), exist_ok=True)
onnx.save(graph(), os.path.join(out, "onnx", "model_quantized.onnx"))
for name, value in (
    ("config.json", dict(model_type="bert", max_position_embeddings=64)),
    ("tokenizer_config.json", dict(tokenizer_class="BertTokenizer", model_max_length=64)),
    ("tokenizer.json", tokenizer()),
):
    with open(os.path.join(out, name), "w") as file:
        json.dump(value, file, separators=(",", ":"))
        file.write("\n")
