# SPDX-License-Identifier: Apache-2.0
"""Greedy decoding against transformers on the same weights, prompts and threads, in one run.

    python decoding_vs_transformers.py DECODING_BENCH ROWS.jsonl TOKENIZER_FOLDER COUNT NEW_TOKENS BATCH THREADS gpt_neox|llama

transformers' generate gets batches of the same size, padded on the left, sorted by length; then one prompt at a time (a
quarter of them). Ids are compared before a time is printed; wall and processor seconds, ratios are theirs over ours.
"""
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

bench, rows, tokenizer, count, new_tokens, batch, threads, family = sys.argv[1:9]
environment = {**os.environ, "OMP_WAIT_POLICY": "PASSIVE", "OMP_NUM_THREADS": threads, "MKL_NUM_THREADS": threads}
os.environ.update(environment)

import torch  # noqa: E402
from transformers import AutoModelForCausalLM  # noqa: E402

torch.set_num_threads(int(threads))


def processor():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def generate(model, prompts, size, new):
    order = sorted(range(len(prompts)), key=lambda i: len(prompts[i]))
    found = [None] * len(prompts)
    start, used = time.perf_counter(), processor()
    with torch.no_grad():
        for begin in range(0, len(order), size):
            chosen = order[begin : begin + size]
            longest = max(len(prompts[i]) for i in chosen)
            ids = torch.zeros(len(chosen), longest, dtype=torch.long)
            mask = torch.zeros(len(chosen), longest, dtype=torch.long)
            for k, i in enumerate(chosen):
                ids[k, longest - len(prompts[i]) :] = torch.tensor(prompts[i])
                mask[k, longest - len(prompts[i]) :] = 1
            made = model.generate(input_ids=ids, attention_mask=mask, do_sample=False, max_new_tokens=new,
                                  min_new_tokens=new, eos_token_id=None, pad_token_id=0)
            for k, i in enumerate(chosen):
                found[i] = made[k, longest:].tolist()
    return found, time.perf_counter() - start, processor() - used


with tempfile.TemporaryDirectory() as folder:
    call = [bench, rows, tokenizer, count, new_tokens, batch, threads, family, folder]
    print(subprocess.run(call, check=True, capture_output=True, text=True, env=environment).stdout, end="", flush=True)
    with open(f"{folder}/decoding.json", encoding="utf-8") as file:
        ours = json.load(file)
    model = AutoModelForCausalLM.from_pretrained(f"{folder}/model", dtype=torch.float32).eval()
    prompts, new = ours["prompts"], ours["new_tokens"]
    generate(model, prompts[:1], 1, 2)
    quarter = max(1, len(prompts) // 4)
    for what, some, size, seconds, used in (
            ("batched", prompts, ours["batch"], ours["batched_seconds"], ours["batched_processor"]),
            ("single", prompts[:quarter], 1, ours["single_seconds"] * quarter / len(prompts),
             ours["single_processor"] * quarter / len(prompts))):
        found, wall, cpu = generate(model, some, size, new)
        same = sum(a == b for a, b in zip(found, ours["ids"]))
        print(f"transformers {what}: {len(some) * new / wall:.0f} tokens/s ({wall:.2f} s, processor {cpu:.2f} s), {same} of "
              f"{len(some)} texts equal; ratio {wall / seconds:.2f} wall, {cpu / used:.2f} processor", flush=True)
        if same != len(some):
            sys.exit("the texts differ, so the times mean little")
