"""Searches unit vectors exactly, for comparison: faiss's flat index of inner products, and numpy's product.

Needs the packages faiss-cpu and numpy. Each line of standard input is one request as JSON; so is each answer.
"""

import json
import sys
import time

import faiss
import numpy

DIM = 128
matrix = None
index = None


def make(count, threads):
    global matrix, index
    faiss.omp_set_num_threads(threads)
    matrix = numpy.random.default_rng(1).standard_normal((count, DIM), dtype=numpy.float32)
    matrix /= numpy.linalg.norm(matrix, axis=1, keepdims=True)
    index = faiss.IndexFlatIP(DIM)
    index.add(matrix)
    return {"made": count}


def by_faiss(query, limit):
    index.search(query, limit)


def by_numpy(query, limit):
    products = matrix @ query[0]
    best = numpy.argpartition(products, -limit)[-limit:]
    best[numpy.argsort(-products[best])]


def search(by, queries, limit):
    run = {"faiss": by_faiss, "numpy": by_numpy}[by]
    times = []
    for i in range(queries):
        # A row of its own each time, as a query never is in the index: slightly off.
        query = matrix[i % len(matrix)][None, :] + numpy.float32(0.01)
        started = time.perf_counter()
        run(query, limit)
        times.append(1000 * (time.perf_counter() - started))
    return {"times": times}


def say(value):
    print(json.dumps(value), flush=True)


say({"faiss": faiss.__version__, "numpy": numpy.__version__})
for line in sys.stdin:
    request = json.loads(line)
    say(make(**request["make"]) if "make" in request else search(**request["search"]))
