"""Losses beside each other: the mean over seeds of what each gained. Run it in the folder of results."""

import pandas as pd

runs = pd.read_csv("losses.csv")
table = runs.groupby("loss")["difference"].agg(["count", "mean", "std", "min", "max"])
print(table.sort_values("mean", ascending=False).round(4).to_string())
