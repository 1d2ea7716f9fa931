"""Measures faiss's flat index and its HNSW, as the bench measures Tammes' engines.

Arguments: flat or hnsw, file of vectors, file of probes that choose how closely it looks, file of those that judge, an empty
folder. Needs the packages faiss-cpu and numpy. Prints JSON.
"""

import json
import os
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import faiss
import numpy

DIM = 128
LIMIT = 10
QUESTIONS = 1000
WANTED = 0.999
# As many neighbours, and as close a look while building, as Tammes' index has.
NEIGHBOURS = 24
CONSTRUCTION = 96
EXPANSIONS = [64, 128, 256, 512, 1024, 2048]

kind, vectors_path, choosing_path, probes_path, folder = sys.argv[1:]


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def vectors(path):
    return numpy.fromfile(path, dtype=numpy.float32).reshape(-1, DIM)


choosing, probes = vectors(choosing_path), vectors(probes_path)


def found_share(index, some, reach, of):
    products, _ = index.search(some, LIMIT)
    return float((products[:, :of] >= reach[:, of - 1 : of] - 1e-6).mean())


def latencies(index, in_flight):
    # With several at once, each has a thread of its own.
    faiss.omp_set_num_threads(2 if in_flight == 1 else 1)
    times = []

    def ask(i):
        started = submitted[i]
        index.search(probes[i % len(probes)][None, :], LIMIT)
        times.append(1000 * (time.perf_counter() - started))

    submitted = [0.0] * QUESTIONS
    if in_flight == 1:
        for i in range(QUESTIONS):
            submitted[i] = time.perf_counter()
            ask(i)
    else:
        with ThreadPoolExecutor(2) as pool:
            waiting = []
            for i in range(QUESTIONS):
                if len(waiting) == in_flight:
                    waiting.pop(0).result()
                submitted[i] = time.perf_counter()
                waiting.append(pool.submit(ask, i))
    p50, p99 = numpy.percentile(times, [50, 99])
    return {"inFlight": in_flight, "p50": float(p50), "p99": float(p99)}


faiss.omp_set_num_threads(2)
flat = faiss.IndexFlatIP(DIM)
flat.add(vectors(vectors_path))
reach_of_choosing, reach = flat.search(choosing, LIMIT)[0], flat.search(probes, LIMIT)[0]
if kind == "hnsw":
    del flat
before = resident()
started = time.perf_counter(), time.process_time()
if kind == "flat":
    index = faiss.IndexFlatIP(DIM)
    before = resident()
    index.add(vectors(vectors_path))
else:
    index = faiss.IndexHNSWFlat(DIM, NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = CONSTRUCTION
    index.add(vectors(vectors_path))
    for expansion in EXPANSIONS:
        index.hnsw.efSearch = expansion
        if found_share(index, choosing, reach_of_choosing, LIMIT) >= WANTED:
            break
build = time.perf_counter() - started[0]
build_processor = time.process_time() - started[1]
memory = resident() - before
at1, at10 = found_share(index, probes, reach, 1), found_share(index, probes, reach, LIMIT)
faiss.omp_set_num_threads(1)
searched = time.process_time()
for i in range(len(probes)):
    index.search(probes[i][None, :], LIMIT)
search_processor = 1000 * (time.process_time() - searched) / len(probes)
times = [latencies(index, count) for count in (1, 4, 16)]
path = os.path.join(folder, "index.faiss")
faiss.write_index(index, path)
print(
    json.dumps(
        {
            "faiss": faiss.__version__,
            "figures": {
                "build": build,
                "buildProcessor": build_processor,
                "searchProcessor": search_processor,
                "at1": at1,
                "at10": at10,
                "expansion": None if kind == "flat" else index.hnsw.efSearch,
                "latencies": times,
                "memory": memory,
                "disk": os.path.getsize(path),
            },
        }
    )
)
