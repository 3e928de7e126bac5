# SPDX-License-Identifier: Apache-2.0
"""The engine against transformers on the same rows, weights and threads, in one run: scoring, then training.

    python engine_vs_transformers.py ENGINE_BENCH ROWS.jsonl TOKENIZER_FOLDER COUNT THREADS small|pythia [WAYS]

WAYS: file,sorted,single (padded 8 in file order, padded 8 sorted by length, one at a time). The losses of every row must
agree to 1e-4 before a time is printed. Wall and processor seconds; ratios are theirs over ours.
"""
import json
import math
import os
import subprocess
import sys
import tempfile

here = os.path.dirname(os.path.abspath(__file__))
bench, rows, tokenizer, count, threads, shape = sys.argv[1:7]
ways = sys.argv[7] if len(sys.argv) > 7 else "file,sorted,single"
environment = {**os.environ, "OMP_WAIT_POLICY": "PASSIVE", "OMP_NUM_THREADS": threads, "MKL_NUM_THREADS": threads}


def ours(folder):
    call = [bench, rows, tokenizer, count, threads, shape, "256", "1024", "4096", folder]
    print(subprocess.run(call, check=True, capture_output=True, text=True, env=environment).stdout, flush=True)
    with open(f"{folder}/engine.json", encoding="utf-8") as file:
        return json.load(file)


def theirs(folder, *options):
    call = [sys.executable, f"{here}/transformers_speed.py", f"{folder}/model", f"{folder}/rows.jsonl",
            f"{folder}/out.json", "--threads", threads, "--ways", ways, *options]
    subprocess.run(call, check=True, capture_output=True, env=environment)
    with open(f"{folder}/out.json", encoding="utf-8") as file:
        return json.load(file)["ways"]


def line(what, entry, seconds, processor, memory):
    print(f"{what:16} {entry['seconds']:8.1f} s  {entry['tokens_per_second']:8.0f} tokens/s  processor {entry['processor']:8.1f} s"
          f"  ratio {entry['seconds'] / seconds:6.2f} wall, {entry['processor'] / processor:6.2f} processor"
          f"  peak {entry['peak_memory_bytes'] / 1e6:6.0f} MB (ours {memory / 1e6:.0f})", flush=True)


with tempfile.TemporaryDirectory() as folder:
    first = ours(folder)
    scored = theirs(folder)
    for way, entry in scored.items():
        worst = max(abs(a - b) for a, b in zip(first["losses"], entry["losses"]) if a is not None and not math.isnan(b))
        missing = sum((a is None) != math.isnan(b) for a, b in zip(first["losses"], entry["losses"]))
        print(f"{way}: largest difference of a row's loss {worst:.1e}, {missing} rows scored by one of the two only")
        if worst > 1e-4 or missing:
            sys.exit("the losses differ, so the times would mean nothing")
    again = ours(folder)
    best = {key: min(first[key], again[key]) for key in first if key.endswith(("seconds", "processor"))}
    for way, entry in scored.items():
        line("score " + way, entry, best["score_seconds"], best["score_processor"], again["score_peak_memory_bytes"])
    for way, entry in theirs(folder, "--train").items():
        line("train " + way, entry, best["train_seconds"], best["train_processor"], again["peak_memory_bytes"])
