"""Figures of verification and search by scikit-learn and NumPy: one request a line on standard input, as JSON, one answer a line.

A request: pairs (scores, same: a number and a truth value a pair), rates (shares of different-person pairs, or of strangers), and search
(file: float32 embeddings, rows one after another; dim; people: a number a row; enrolled, probes, strangers: rows).

Scores are taken as they are given; the search is done here anew, in double precision. With the word `golden` it prints instead what
test/fixtures/curves.json holds."""
import json
import sys

import numpy
import sklearn
from sklearn.metrics import roc_auc_score, roc_curve


def best_at(far, tar, rate):
    """The largest share whose false accepts do not exceed a rate; a rate such as 0.01 is seldom a binary fraction."""
    return float(tar[far <= rate * (1 + 1e-12)].max(initial=0))


def crossing(far, frr):
    """Where both errors are equal, linear between the curve's points."""
    after = int(numpy.argmax(far >= frr))
    if far[after] < frr[after]:
        return None
    before = after - 1
    gap = frr - far
    return float(far[before] + gap[before] / (gap[before] - gap[after]) * (far[after] - far[before]))


def verification(scores, same, rates):
    far, tar, thresholds = roc_curve(same, scores, drop_intermediate=False)
    return {
        "roc": [far.tolist(), tar.tolist(), thresholds[1:].tolist()],
        "auc": float(roc_auc_score(same, scores)),
        "eer": crossing(far, 1 - tar),
        "trueAccept": [best_at(far, tar, rate) for rate in rates],
    }


def open_set(known, right, strangers, rates):
    """By its definition, threshold for threshold: no curve is built."""
    lines = numpy.unique(numpy.concatenate([known[right], strangers]))[::-1]
    far = numpy.array([0] + [numpy.mean(strangers >= line) for line in lines])
    found = numpy.array([0] + [numpy.mean(right & (known >= line)) for line in lines])
    return {
        "top1": float(numpy.mean(right)),
        "detection": [best_at(far, found, rate) for rate in rates],
        "eer": crossing(far, 1 - found),
    }


def search(request):
    rows = numpy.fromfile(request["file"], dtype="<f4").reshape(-1, request["dim"]).astype("f8")
    people = numpy.array(request["people"])
    enrolled = numpy.array(request["enrolled"])
    names = numpy.unique(people[enrolled])
    means = numpy.stack([rows[enrolled][people[enrolled] == name].sum(axis=0) for name in names])
    means /= numpy.linalg.norm(means, axis=1, keepdims=True)
    found = {}
    for part in ("probes", "strangers"):
        places = numpy.array(request[part])
        cosines = rows[places] @ means.T
        best = cosines.argmax(axis=1)
        found[part] = (cosines.max(axis=1), names[best] == people[places])
    known, right = found["probes"]
    strangers, _ = found["strangers"]
    return {
        "known": known.tolist(),
        "strangers": strangers.tolist(),
        **open_set(known, right, strangers, request["rates"]),
    }


def golden():
    """Scores in steps, so that many are equal, of several sizes, with what they give."""
    random = numpy.random.default_rng(1)
    rates = [0.5, 0.1, 0.01]
    cases = []
    for same, different in ((1, 1), (6, 9), (40, 100)):
        near = numpy.round(random.normal(0.5, 0.2, same), 1 if same < 40 else 2)
        far = numpy.round(random.normal(0.2, 0.2, different), 1 if same < 40 else 2)
        scores = numpy.concatenate([near, far])
        is_same = numpy.arange(same + different) < same
        right = random.random(same) < 0.8
        cases.append({
            "pairs": {"scores": scores.tolist(), "same": is_same.tolist(), **verification(scores, is_same, rates)},
            "search": {"known": near.tolist(), "right": right.tolist(), "strangers": far.tolist(),
                       **open_set(near, right, far, rates)},
        })
    return {"versions": versions, "rates": rates, "cases": cases}


versions = {"scikit-learn": sklearn.__version__, "numpy": numpy.__version__}
if sys.argv[1:] == ["golden"]:
    print(json.dumps(golden()))
elif __name__ == "__main__":
    print(json.dumps(versions), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        pairs = request["pairs"]
        print(json.dumps({
            "pairs": verification(pairs["scores"], pairs["same"], request["rates"]),
            "search": search({**request["search"], "rates": request["rates"]}),
        }), flush=True)
