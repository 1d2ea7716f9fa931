"""How far apart faces lie, within a person and between two, by the margin. Run it in the folder of results."""

import csv

import numpy as np

for row in csv.DictReader(open("margins.csv")):
    faces = np.load(f"margin-{row['margin']}.npz")
    named = faces["person"] != ""
    person, embedding = faces["person"][named], faces["embedding"][named]
    angle = np.degrees(np.arccos(np.clip(embedding @ embedding.T, -1, 1)))
    same = person[:, None] == person[None, :]
    other = np.triu(np.ones_like(same), 1).astype(bool)  # each pair once
    within, between = angle[same & other], angle[~same & other]
    print(f"margin {row['margin']:>4}: within {within.mean():5.1f}°, between {between.mean():5.1f}°")
