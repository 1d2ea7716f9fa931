"""An exported model in ONNX Runtime, and the accuracy of its embeddings by the protocol of Labeled Faces in the Wild, in NumPy: one
request on standard input, as JSON, one answer.

A request: model (a file), chips (a file: 150 x 150 x 3 bytes a face, one after another), pairs (a, b: places of faces; same; fold: a
number a pair), embeddings (a file to write: float32)."""
import json
import sys

import numpy
import onnxruntime


def best_threshold(scores, same):
    """The middle between two neighbouring scores that puts most pairs on the right side; of several that are best the middle one."""
    steps = numpy.unique(scores)[::-1]
    right = numpy.array([(~same).sum()] + [((scores >= step) == same).sum() for step in steps])
    best = numpy.flatnonzero(right == right.max())
    middle = best[(len(best) - 1) // 2]
    if middle == 0:
        return steps[0] + 1e-6
    return steps[-1] - 1e-6 if middle == len(steps) else (steps[middle - 1] + steps[middle]) / 2


def fold_accuracy(scores, same, fold):
    """Each fold judged by the threshold of all the others."""
    found = []
    for one in numpy.unique(fold):
        inside = fold == one
        threshold = best_threshold(scores[~inside], same[~inside])
        right = int(((scores[inside] >= threshold) == same[inside]).sum())
        found.append({"fold": int(one), "right": right, "of": int(inside.sum())})
    return found


print(json.dumps({"onnxruntime (Python)": onnxruntime.__version__, "numpy": numpy.__version__}), flush=True)
request = json.loads(sys.stdin.readline())
session = onnxruntime.InferenceSession(request["model"], providers=["CPUExecutionProvider"])
chips = numpy.fromfile(request["chips"], numpy.uint8).reshape(-1, 150, 150, 3)
batches = [
    session.run(None, {"chip": chips[start:start + 8].transpose(0, 3, 1, 2).astype(numpy.float32)})[0]
    for start in range(0, len(chips), 8)
]
embeddings = numpy.concatenate(batches)
embeddings.astype("<f4").tofile(request["embeddings"])
pairs = request["pairs"]
a, b, fold = (numpy.array(pairs[part]) for part in ("a", "b", "fold"))
exact = embeddings.astype(numpy.float64)
scores = (exact[a] * exact[b]).sum(axis=1)
print(json.dumps({"folds": fold_accuracy(scores, numpy.array(pairs["same"]), fold)}), flush=True)
