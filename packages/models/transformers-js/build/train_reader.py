#!/usr/bin/env python3
"""Trains a reader: question and passage together -> relevance, and where in the passage the answer stands.

usage: train_reader.py DATA INIT OUT --minutes 8 [--learning-rate 1e-4] [--length 288]
needs: numpy torch tokenizers, and a GPU
DATA  passages.jsonl.xz ({"t": text} by line number), vocab.txt, and questions.jsonl.xz: d source, s "train" or "dev", q question,
      p its passage, a the answer's text or null, n wrong passages
INIT  BERT's weights as .npz, named as in safetensors; int8 ones beside a scale per row, named NAME:scale
OUT   weights.bin (int8 by row, else float32), tensors.json (name -> shape, kind, offset in bytes), report.json

The encoder is what INIT holds, with two heads: relevance, Linear(384, 1) on the first token, and span, Linear(384, 2) on every token.
Loss: softmax over one right and seven wrong passages, .3 of a binary cross-entropy, so that scores mean something across questions, and
.5 of the cross-entropy of the answer's start and end, which lie at the first token where there is none. Of the wrong passages two are
those of the data, the others what INIT itself finds near the question and clearly less near than the right passage (95 % of its
cosine), since those that look like it and do not answer are what search gets wrong; one is drawn by chance.
"""
import argparse
import copy
import json
import lzma
import os
import random
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from tokenizers import BertWordPieceTokenizer

WIDTH, HEADS, INNER, WORDS, POSITIONS = 384, 12, 1536, 30522, 512
GROUPS, WRONG = 48, 7
MARGIN, NEAREST, KEPT = 0.95, 60, 24
WARM_UP_STEPS, DECAY = 150, 0.998

options = argparse.ArgumentParser()
options.add_argument("data")
options.add_argument("init")
options.add_argument("out")
options.add_argument("--minutes", type=float, default=8)
options.add_argument("--learning-rate", type=float, default=1e-4)
options.add_argument("--length", type=int, default=288)
given = options.parse_args()
random.seed(1)
torch.manual_seed(1)
device = torch.device("cuda")
mixed = dict(device_type="cuda", dtype=torch.bfloat16)
end = time.time() + given.minutes * 60


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.o = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.n1, self.n2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x, mask):
        rows, tokens, _ = x.shape
        q, k, v = self.qkv(x).view(rows, tokens, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(rows, tokens, WIDTH)
        x = self.n1(x + F.dropout(self.o(y), 0.1, self.training))
        return self.n2(x + F.dropout(self.down(F.gelu(self.up(x))), 0.1, self.training))


class Reader(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.word, self.pos, self.kind = nn.Embedding(WORDS, WIDTH), nn.Embedding(POSITIONS, WIDTH), nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.relevance, self.span = nn.Linear(WIDTH, 1), nn.Linear(WIDTH, 2)

    def encode(self, ids, types, real):
        x = self.norm(self.word(ids) + self.pos.weight[: ids.shape[1]] + self.kind(types))
        x = F.dropout(x, 0.1, self.training)
        for layer in self.layers:
            x = layer(x, real[:, None, None, :])
        return x

    def forward(self, ids, types, real):
        x = self.encode(ids, types, real)
        return self.relevance(x[:, 0]).squeeze(-1), self.span(x)


def reader_from(path):
    z = np.load(path)

    def weight(name):
        scale = z[name + ":scale"][:, None] if name + ":scale" in z else 1
        return torch.tensor(z[name].astype(np.float32) * scale)

    count = sum(name.endswith(".output.dense.bias") and "attention" not in name for name in z.files)
    reader = Reader(count)
    with torch.no_grad():
        for own, theirs in (("word", "word"), ("pos", "position"), ("kind", "token_type")):
            getattr(reader, own).weight.copy_(weight(f"embeddings.{theirs}_embeddings.weight"))
        for part in ("weight", "bias"):
            getattr(reader.norm, part).copy_(weight(f"embeddings.LayerNorm.{part}"))
            for at, layer in enumerate(reader.layers):
                of = f"encoder.layer.{at}."
                qkv = [weight(f"{of}attention.self.{name}.{part}") for name in ("query", "key", "value")]
                getattr(layer.qkv, part).copy_(torch.cat(qkv))
                for own, theirs in (
                    ("o", "attention.output.dense"), ("n1", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"), ("down", "output.dense"), ("n2", "output.LayerNorm"),
                ):
                    getattr(getattr(layer, own), part).copy_(weight(f"{of}{theirs}.{part}"))
    return reader.to(device)


def lines_of(name):
    return [json.loads(line) for line in lzma.open(os.path.join(given.data, name), "rt", encoding="utf8")]


tokenizer = BertWordPieceTokenizer(os.path.join(given.data, "vocab.txt"), lowercase=True)
FIRST, BETWEEN = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
encode = lambda texts: tokenizer.encode_batch(texts, add_special_tokens=False)
passages = [line["t"] for line in lines_of("passages.jsonl.xz")]
questions = lines_of("questions.jsonl.xz")
tokens = [np.array(each.ids, np.int32) for each in encode(passages)]
asked = [np.array(each.ids[:48], np.int32) for each in encode([q["q"] for q in questions])]
for at, question in enumerate(questions):
    question["at"], question["span"] = at, None
    found = passages[question["p"]].lower().find((question["a"] or "\0").lower())
    if found >= 0:
        offsets = encode([passages[question["p"]]])[0].offsets
        inside = [k for k, (x, y) in enumerate(offsets) if y > found and x < found + len(question["a"])]
        question["span"] = (inside[0], inside[-1]) if inside else None
model = reader_from(given.init)


@torch.no_grad()
def vectors_of(rows):
    """Unit vectors by the encoder as it came: the mean of its tokens."""
    model.eval()
    vectors = torch.zeros(len(rows), WIDTH)
    order = np.argsort([len(row) for row in rows])
    for start in range(0, len(order), 1024):
        part = order[start : start + 1024]
        cut = [np.concatenate(([FIRST], rows[at][:254], [BETWEEN])) for at in part]
        ids, real = np.zeros((len(cut), max(map(len, cut))), np.int64), np.zeros((len(cut), max(map(len, cut))), bool)
        for at, row in enumerate(cut):
            ids[at, : len(row)], real[at, : len(row)] = row, True
        ids, real = torch.from_numpy(ids).to(device), torch.from_numpy(real).to(device)
        with torch.autocast(**mixed):
            x = model.encode(ids, torch.zeros_like(ids), real).float() * real[..., None]
        vectors[part] = F.normalize(x.sum(1) / real.sum(1, keepdim=True), dim=-1).cpu()
    return vectors.to(device)


of_passages, of_questions = vectors_of(tokens), vectors_of(asked)
for start in range(0, len(questions), 4096):
    batch = questions[start : start + 4096]
    cosines = of_questions[start : start + 4096] @ of_passages.T
    right = torch.tensor([question["p"] for question in batch], device=device)
    best, who = cosines.topk(NEAREST, dim=1)
    fine = (best < cosines.gather(1, right[:, None]) * MARGIN) & (who != right[:, None])
    for question, near, kept in zip(batch, who.cpu().numpy(), fine.cpu().numpy()):
        question["near"] = [int(at) for at in near[kept][:KEPT] if at not in question["n"]]
del of_passages, of_questions

train = [question for question in questions if question["s"] == "train"]
held = [question for question in questions if question["s"] == "dev"]
by_source = {}
for question in train:
    by_source.setdefault(question["d"], []).append(question)
sources = list(by_source)
# Small sources count more than their size.
weights = [len(by_source[source]) ** 0.6 for source in sources]


def batch_of(pairs, chance):
    """[(question, passage, span or None)] -> tensors; a passage that is too long is cut around its answer."""
    rows = []
    for question, passage, span in pairs:
        room, ids, shift = given.length - len(asked[question]) - 3, tokens[passage], 0
        if len(ids) > room:
            if span:
                lead = chance.randint(0, max(0, room - (span[1] - span[0]) - 1))
                shift = max(0, min(len(ids) - room, span[0] - lead))
            ids = ids[shift : shift + room]
        begin = len(asked[question]) + 2
        is_inside = span is not None and span[1] - shift < len(ids)
        bounds = (span[0] - shift + begin, span[1] - shift + begin) if is_inside else (0, 0)
        rows.append((np.concatenate(([FIRST], asked[question], [BETWEEN], ids, [BETWEEN])), begin, bounds))
    longest = max(len(row) for row, _, _ in rows)
    shape = (len(rows), longest + -longest % 32)
    ids, types = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    real, allowed = np.zeros(shape, bool), np.zeros(shape, bool)
    for at, (row, begin, _) in enumerate(rows):
        ids[at, : len(row)], types[at, begin : len(row)], real[at, : len(row)] = row, 1, True
        allowed[at, begin : len(row) - 1] = allowed[at, 0] = True
    bounds = torch.tensor([bounds for _, _, bounds in rows])
    return [torch.from_numpy(x) for x in (ids, types, real, allowed)] + [bounds]


class Groups(torch.utils.data.IterableDataset):
    def __iter__(self):
        chance = random.Random(torch.utils.data.get_worker_info().id)
        while True:
            pairs = []
            for _ in range(GROUPS):
                question = chance.choice(by_source[chance.choices(sources, weights)[0]])
                wrong = chance.sample(question["n"], min(len(question["n"]), 2))
                wrong += chance.sample(question["near"], min(len(question["near"]), WRONG - len(wrong) - 1))
                while len(wrong) < WRONG:
                    other = chance.choice(train)["p"]
                    wrong += [other] if other != question["p"] else []
                pairs.append((question["at"], question["p"], question["span"]))
                pairs += [(question["at"], passage, None) for passage in wrong]
            yield batch_of(pairs, chance)


@torch.no_grad()
def evaluate(reader, count=900):
    """How high the right passage stands among those of the data and the nearest ones."""
    reader.eval()
    ranks = []
    for question in held[:count]:
        among = [question["p"], *question["n"][:6], *question["near"][:10]]
        x = [part.to(device) for part in batch_of([(question["at"], passage, None) for passage in among], random)]
        with torch.autocast(**mixed):
            scores, _ = reader(*x[:3])
        ranks.append(1 + int((scores[1:] >= scores[0]).sum()))
    return dict(questions=len(ranks), mrr=float(np.mean([1 / rank for rank in ranks])), first=ranks.count(1) / len(ranks))


random.shuffle(held)
optimizer = torch.optim.AdamW(model.parameters(), lr=given.learning_rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
mean = copy.deepcopy(model)
batches = iter(torch.utils.data.DataLoader(Groups(), batch_size=None, num_workers=5, prefetch_factor=2, pin_memory=True))
begun, steps = time.time(), 0
model.train()
while time.time() < end:
    done = (time.time() - begun) / (end - begun)
    for group in optimizer.param_groups:
        group["lr"] = given.learning_rate * min(1, (steps + 1) / WARM_UP_STEPS) * max(0.01, 1 - done)
    ids, types, real, allowed, bounds = (part.to(device, non_blocking=True) for part in next(batches))
    with torch.autocast(**mixed):
        scores, spans = model(ids, types, real)
    scores = scores.float().view(GROUPS, 1 + WRONG)
    spans = spans.float().masked_fill(~allowed[..., None], -1e9)
    wanted = torch.zeros_like(scores)
    wanted[:, 0] = 1
    listwise = F.cross_entropy(scores, torch.zeros(GROUPS, dtype=torch.long, device=device))
    pointwise = F.binary_cross_entropy_with_logits(scores, wanted, pos_weight=torch.tensor(float(WRONG), device=device))
    ends = sum(F.cross_entropy(spans[..., side], bounds[:, side], reduction="none") for side in (0, 1))
    # The right passage without a known span says nothing about spans; a wrong passage has none.
    counted = torch.full_like(ends, 1 / WRONG)
    counted[:: 1 + WRONG] = (bounds[:: 1 + WRONG, 0] > 0).float()
    loss = listwise + 0.3 * pointwise + 0.5 * (ends * counted).sum() / counted.sum()
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    steps += 1
    with torch.no_grad():
        torch._foreach_lerp_(list(mean.parameters()), list(model.parameters()), 1 - min(DECAY, steps / (steps + 10)))

report = dict(steps=steps, questions=steps * GROUPS, device=torch.cuda.get_device_name(), held=evaluate(mean))
print(json.dumps(report))
os.makedirs(given.out, exist_ok=True)
table, offset = {}, 0
with open(os.path.join(given.out, "weights.bin"), "wb") as file:
    for name, values in mean.state_dict().items():
        values, kind = values.float().cpu().numpy(), "f32"
        raw = values.astype(np.float32).tobytes()
        if values.ndim == 2 and values.shape[0] > 2:
            scale = np.maximum(np.abs(values).max(1), 1e-9) / 127
            raw, kind = np.round(values / scale[:, None]).astype(np.int8).tobytes() + scale.astype(np.float32).tobytes(), "int8rows"
        table[name] = dict(shape=list(values.shape), kind=kind, offset=offset)
        offset += file.write(raw)
for name, content in (("tensors.json", table), ("report.json", report)):
    json.dump(content, open(os.path.join(given.out, name), "w"), indent=1)
