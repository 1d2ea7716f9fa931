"""Reads folders of photos with dlib, for comparison: the calls that the package face_recognition makes by default
(HOG detector after one doubling of the photo, 68 landmarks, one descriptor a face), with its models.

Needs the packages dlib-bin (or dlib), face_recognition_models, numpy and pillow. Protocol: ingest/protocol.ts.
"""

import json
import sys
import time
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import dlib
import numpy
import PIL.Image

# Not imported: it looks its own files up with a module that Python no longer ships.
models = Path(find_spec("face_recognition_models").origin).parent / "models"
detector = dlib.get_frontal_face_detector()
predictor = dlib.shape_predictor(str(models / "shape_predictor_68_face_landmarks.dat"))
network = dlib.face_recognition_model_v1(str(models / "dlib_face_recognition_resnet_model_v1.dat"))


def count(path):
    photo = numpy.array(PIL.Image.open(path).convert("RGB"))
    faces = [predictor(photo, box) for box in detector(photo, 1)]
    for face in faces:
        network.compute_face_descriptor(photo, face, 1)
    return len(faces)


def read(folder):
    paths = sorted(path for path in Path(folder).rglob("*") if path.is_file())
    started = time.perf_counter()
    counts = [count(path) for path in paths]
    return {
        "ms": 1000 * (time.perf_counter() - started),
        "photos": len(paths),
        "withFace": sum(faces > 0 for faces in counts),
        "faces": sum(counts),
    }


def say(value):
    print(json.dumps(value), flush=True)


say({"dlib": dlib.__version__, "pillow": version("pillow")})
for line in sys.stdin:
    say(read(line.rstrip("\n")))
