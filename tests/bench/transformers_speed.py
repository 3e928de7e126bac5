# SPDX-License-Identifier: Apache-2.0
"""Scores and trains the same rows with transformers, as the opponent of engine_bench: same ids, same weights.

Usage: transformers_speed.py MODEL_FOLDER ROWS.jsonl OUT.json [--train] [--threads N]
ROWS.jsonl holds {"ids": [...], "response": [0, 1, ...]} a line (engine_bench writes it).
OUT.json gets, per way of batching, seconds, tokens per second and the mean response loss of every row.
Ways: padded in file order (8 a batch), padded length-sorted (8 a batch), one at a time.
"""
import argparse
import json
import resource
import time

import torch
from transformers import AutoModelForCausalLM


def batches(rows, way, size=8):
    order = list(range(len(rows)))
    if way == "sorted":
        order.sort(key=lambda i: len(rows[i]["ids"]))
    if way == "single":
        size = 1
    return [order[i : i + size] for i in range(0, len(order), size)]


def padded(rows, batch):
    longest = max(len(rows[i]["ids"]) for i in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    attention = torch.zeros(len(batch), longest, dtype=torch.long)
    labels = torch.full((len(batch), longest), -100, dtype=torch.long)
    for k, i in enumerate(batch):
        row = torch.tensor(rows[i]["ids"])
        ids[k, : len(row)] = row
        attention[k, : len(row)] = 1
        mask = torch.tensor(rows[i]["response"], dtype=torch.bool)
        labels[k, : len(row)][mask] = row[mask]
    return ids, attention, labels


def token_losses(logits, labels):
    logits, labels = logits[:, :-1], labels[:, 1:]
    losses = torch.nn.functional.cross_entropy(
        logits.reshape(-1, logits.shape[-1]), labels.reshape(-1), ignore_index=-100, reduction="none")
    return losses.view(labels.shape), (labels != -100)


def score(model, rows, way):
    losses = [float("nan")] * len(rows)
    start = time.perf_counter()
    with torch.no_grad():
        for batch in batches(rows, way):
            ids, attention, labels = padded(rows, batch)
            per_token, mask = token_losses(model(input_ids=ids, attention_mask=attention).logits, labels)
            counts = mask.sum(1)
            means = per_token.sum(1) / counts
            for k, i in enumerate(batch):
                losses[i] = means[k].item() if counts[k] else float("nan")
    return time.perf_counter() - start, losses


def train(model, rows, way):
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.0)
    start = time.perf_counter()
    size = 16
    order = batches(rows, way, size)
    if way == "single":  # 16 rows a step all the same, one row a pass
        order = [sum(order[i : i + size], []) for i in range(0, len(order), size)]
    for batch in order:
        optimizer.zero_grad()
        parts = [[i] for i in batch] if way == "single" else [batch[:8], batch[8:]]
        total = sum(sum(rows[i]["response"][1:]) for i in batch)
        for part in parts:
            if not part:
                continue
            ids, attention, labels = padded(rows, part)
            per_token, _ = token_losses(model(input_ids=ids, attention_mask=attention).logits, labels)
            (per_token.sum() / max(total, 1)).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("rows")
    parser.add_argument("out")
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--ways", default="file,sorted,single")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    with open(options.rows, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    tokens = sum(len(row["ids"]) for row in rows)
    result = {"threads": options.threads, "rows": len(rows), "tokens": tokens, "ways": {}}
    for way in options.ways.split(","):
        model = AutoModelForCausalLM.from_pretrained(options.model, dtype=torch.float32)
        model.eval()
        entry = {}
        processor = time.process_time()
        if options.train:
            entry["seconds"] = train(model, rows, way)
        else:
            entry["seconds"], entry["losses"] = score(model, rows, way)
        entry["processor"] = time.process_time() - processor
        entry["tokens_per_second"] = tokens / entry["seconds"]
        entry["peak_memory_bytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        result["ways"][way] = entry
        print(f"{way}: {entry['seconds']:.1f} s, {entry['tokens_per_second']:.0f} tokens/s", flush=True)
    with open(options.out, "w", encoding="utf-8") as out:
        json.dump(result, out)


if __name__ == "__main__":
    main()
