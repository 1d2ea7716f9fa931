"""Whose photos of which age are far from the rest. Run it in the folder of results."""

import pandas as pd

scores = pd.read_csv("scores.csv").dropna(subset=["age", "genuine"])
scores["age"] = pd.cut(scores["age"], [-1, 4, 12, 17, 39, 59, 200], labels=["0-4", "5-12", "13-17", "18-39", "40-59", "60+"])
scores["margin"] = scores["genuine"] - scores["impostor"]
table = scores.groupby("age", observed=True)["margin"].agg(["count", "median", "min"])
print(table.round(3).to_string())
print(scores.nsmallest(5, "margin")[["photo", "person", "age", "nearest_other", "margin"]].to_string(index=False))
