"""DBSCAN and HDBSCAN of scikit-learn on unit vectors: one request a line on standard input, as JSON, one answer a line.

A request: file (float32, rows one after another), dim, cosines (for DBSCAN). An answer: for each method its name, parameters and
the cluster of each row, -1 for none."""
import json
import sys

import numpy
import sklearn
from sklearn.cluster import DBSCAN, HDBSCAN

print(json.dumps({"scikit-learn": sklearn.__version__, "numpy": numpy.__version__}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    vectors = numpy.fromfile(request["file"], dtype="<f4").reshape(-1, request["dim"]).astype("f8")
    distances = numpy.clip(1 - vectors @ vectors.T, 0, None)
    runs = []
    for least in (2, 3):
        for cosine in request["cosines"]:
            found = DBSCAN(eps=1 - cosine, min_samples=least, metric="precomputed").fit_predict(distances)
            runs.append({"method": "DBSCAN", "setting": f"cosine {cosine}, {least} faces", "clusters": found.tolist()})
    # Of unit vectors the Euclidean distance is the root of twice one less the cosine.
    for least in (2, 3, 5):
        for samples in (1, 3):
            method = HDBSCAN(min_cluster_size=least, min_samples=samples, metric="precomputed", copy=True)
            found = method.fit_predict(numpy.sqrt(2 * distances))
            setting = f"{least} faces, {samples} for density"
            runs.append({"method": "HDBSCAN", "setting": setting, "clusters": found.tolist()})
    print(json.dumps(runs), flush=True)
