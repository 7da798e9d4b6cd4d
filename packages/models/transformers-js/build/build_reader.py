#!/usr/bin/env python3
"""What train_reader.py writes -> a cross-encoder that transformers.js and Footnote load: ONNX, int8.

usage: build_reader.py TRAINED OUT
needs: numpy onnx onnxruntime safetensors (build_onnx.py beside this file imports it)
The graph is build_onnx.py's, with the logit taken from the first token as it is: this head has no pooler. The head for spans is left out.
"""
import json
import os
import sys

import numpy as np
import onnx

import build_onnx

trained, out = sys.argv[1], sys.argv[2]
table = json.load(open(os.path.join(trained, "tensors.json")))
raw = open(os.path.join(trained, "weights.bin"), "rb").read()


def tensor(name):
    shape, kind, offset = (table[name][key] for key in ("shape", "kind", "offset"))
    size = int(np.prod(shape))
    if kind == "f32":
        return np.frombuffer(raw, np.float32, size, offset).reshape(shape)
    rows = np.frombuffer(raw, np.int8, size, offset).reshape(shape).astype(np.float32)
    return rows * np.frombuffer(raw, np.float32, shape[0], offset + size)[:, None]


weights = {"classifier.weight": tensor("relevance.weight"), "classifier.bias": tensor("relevance.bias")}
for own, theirs in (("word", "word"), ("pos", "position"), ("kind", "token_type")):
    weights[f"embeddings.{theirs}_embeddings.weight"] = tensor(f"{own}.weight")
layers = sum(name.endswith(".up.bias") for name in table)
for part in ("weight", "bias"):
    weights[f"embeddings.LayerNorm.{part}"] = tensor(f"norm.{part}")
    for at in range(layers):
        own, theirs = f"layers.{at}.", f"encoder.layer.{at}."
        for name, values in zip(("query", "key", "value"), np.split(tensor(f"{own}qkv.{part}"), 3)):
            weights[f"{theirs}attention.self.{name}.{part}"] = values
        for ours, name in (
            ("o", "attention.output.dense"), ("n1", "attention.output.LayerNorm"),
            ("up", "intermediate.dense"), ("down", "output.dense"), ("n2", "output.LayerNorm"),
        ):
            weights[f"{theirs}{name}.{part}"] = tensor(f"{own}{ours}.{part}")
# The graph has a pooler, which this head has not: its nodes are taken out below.
width = weights["classifier.weight"].shape[1]
weights["pooler.dense.weight"], weights["pooler.dense.bias"] = np.eye(width, dtype=np.float32), np.zeros(width, np.float32)
config = {
    "architectures": ["BertForSequenceClassification"], "model_type": "bert", "hidden_size": width, "num_hidden_layers": layers,
    "num_attention_heads": 12, "intermediate_size": 4 * width, "max_position_embeddings": 512, "vocab_size": 30522,
    "type_vocab_size": 2, "hidden_act": "gelu", "layer_norm_eps": 1e-12, "id2label": {"0": "relevance"}, "label2id": {"relevance": 0},
}
model = build_onnx.build(weights, config, "classify")
for node in model.graph.node:
    node.input[:] = ["cls" if name == "pooled" else name for name in node.input]
unused = [node for node in model.graph.node if node.name.startswith("pool")]
for node in unused:
    model.graph.node.remove(node)
for tensor_ in [each for each in model.graph.initializer if each.name.startswith("pooler.")]:
    model.graph.initializer.remove(tensor_)
onnx.checker.check_model(model)
os.makedirs(os.path.join(out, "onnx"), exist_ok=True)
whole, small = (os.path.join(out, "onnx", name) for name in ("model.onnx", "model_quantized.onnx"))
onnx.save(model, whole)
build_onnx.quantize(whole, small)
os.remove(whole)
json.dump(config, open(os.path.join(out, "config.json"), "w"), indent=1)
print(os.path.getsize(small), "bytes")
