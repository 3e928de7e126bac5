# SPDX-License-Identifier: Apache-2.0
"""Lloyd's iteration from the same centres: analysis_bench against scikit-learn, interleaved, the same number of threads.

    python kmeans_vs_sklearn.py build/release/tests/analysis_bench [rows] [threads] [rounds] [float32|float64] [seed]

Both run to strict convergence; the inertias must agree to 1e-5 before a time is printed. The precision is scikit-learn's:
in float32 its rounding may lead it to another optimum, and then only float64 does the same work.
"""
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

program = sys.argv[1]
rows = int(sys.argv[2]) if len(sys.argv) > 2 else 262144
threads = sys.argv[3] if len(sys.argv) > 3 else "1"
rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 5
precision = sys.argv[5] if len(sys.argv) > 5 else "float32"
seed = int(sys.argv[6]) if len(sys.argv) > 6 else 1
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = threads

import numpy as np  # noqa: E402  (after the thread counts)
from sklearn.cluster import KMeans  # noqa: E402

POINTS, CLUSTERS = 10, 100


def trajectories(generator):
    steps = np.arange(POINTS)
    floor = 0.3 + 1.5 * generator.random((rows, 1)) * generator.random((rows, 1))
    speed = np.exp(generator.normal(size=(rows, 1)) - 1)
    start = 3 + 0.4 * generator.normal(size=(rows, 1))
    losses = floor + (start - floor) * np.exp(-speed * steps) + 0.05 * generator.normal(size=(rows, POINTS))
    return np.maximum(losses, 0.01).astype(np.float32)


def ours(folder):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    answer = json.loads(subprocess.run(
        [program, f"{folder}/rows.f32", f"{folder}/centres.f64", str(POINTS)], check=True, capture_output=True).stdout)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return answer["ms"], 1e3 * (after.ru_utime - before.ru_utime), answer["iterations"], answer["inertia"]


def theirs(data, centres):
    wall, processor = time.perf_counter(), time.process_time()
    fit = KMeans(CLUSTERS, init=centres, n_init=1, tol=0, max_iter=1000, algorithm="lloyd").fit(data)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    return 1e3 * wall, 1e3 * processor, fit.n_iter_, fit.inertia_


generator = np.random.default_rng(seed)
data = trajectories(generator)
centres = data[generator.choice(rows, CLUSTERS, replace=False)].astype(np.float64)
ratios, processor_ratios = [], []
with tempfile.TemporaryDirectory() as folder:
    data.tofile(f"{folder}/rows.f32")
    centres.tofile(f"{folder}/centres.f64")
    for index in range(rounds):
        results = {}
        for side in ("ours", "theirs") if index % 2 == 0 else ("theirs", "ours"):
            results[side] = ours(folder) if side == "ours" else theirs(data.astype(precision), centres.astype(precision))
        a, b = results["ours"], results["theirs"]
        difference = abs(a[3] / b[3] - 1)
        if difference > 1e-5:
            sys.exit(f"the inertias differ: {a[3]} and {b[3]}")
        ratios.append(b[0] / a[0])
        processor_ratios.append(b[1] / a[1])
        print(f"ours {a[0]:9.1f} ms ({a[1]:9.1f} processor, {a[2]} iterations)   scikit-learn {b[0]:9.1f} ms "
              f"({b[1]:9.1f} processor, {b[2]} iterations)   {ratios[-1]:5.1f}x wall, {processor_ratios[-1]:5.1f}x processor",
              flush=True)
print(f"{rows} rows, k = {CLUSTERS}, {threads} threads, scikit-learn in {precision}: median {statistics.median(ratios):.1f}x "
      f"({min(ratios):.1f} to {max(ratios):.1f}), processor time {statistics.median(processor_ratios):.1f}x")
