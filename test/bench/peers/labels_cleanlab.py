"""Label errors by cleanlab: one request a line on standard input, as JSON, one answer a line.

A request: file (float32 embeddings, rows one after another), dim, labels (an integer a row). An answer: for each classifier its name and
the rows that cleanlab holds to be wrong, the worst first. Probabilities are cross-validated over five folds, as its guide says."""
import json
import sys
import warnings

import cleanlab
import numpy
import sklearn
from cleanlab.filter import find_label_issues
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
FOLDS = 5


def by_regression(train, labels, probes, classes):
    scaler = StandardScaler().fit(train)
    model = LogisticRegression(max_iter=50, tol=1e-3).fit(scaler.transform(train), labels)
    found = numpy.full((len(probes), classes), 1e-9)
    found[:, model.classes_] = model.predict_proba(scaler.transform(probes))
    return found


def by_means(train, labels, probes, classes):
    sums = numpy.zeros((classes, train.shape[1]))
    numpy.add.at(sums, labels, train)
    lengths = numpy.linalg.norm(sums, axis=1)
    cosines = numpy.where(lengths > 0, probes @ sums.T / numpy.maximum(lengths, 1e-9), -1)
    # The scale of a softmax over cosines that is usual in training.
    powers = numpy.exp(64 * (cosines - cosines.max(axis=1, keepdims=True)))
    return powers


print(json.dumps({"cleanlab": cleanlab.__version__, "scikit-learn": sklearn.__version__}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    vectors = numpy.fromfile(request["file"], dtype="<f4").reshape(-1, request["dim"]).astype("f8")
    labels = numpy.array(request["labels"])
    classes = labels.max() + 1
    answer = []
    for name, classify in (("logistic regression", by_regression), ("softmax of cosines with means", by_means)):
        probabilities = numpy.zeros((len(labels), classes))
        for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(vectors, labels):
            probabilities[test] = classify(vectors[train], labels[train], vectors[test], classes)
        probabilities /= probabilities.sum(axis=1, keepdims=True)
        issues = find_label_issues(labels, probabilities, return_indices_ranked_by="self_confidence", n_jobs=1)
        answer.append({"method": name, "rows": issues.tolist()})
    print(json.dumps(answer), flush=True)
