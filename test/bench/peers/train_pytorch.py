"""The same training as an idiomatic PyTorch program: autograd, nothing by hand.

    train_pytorch.py probe                    one line of JSON: versions, and the devices there are
    train_pytorch.py serve DEVICE THREADS     the case as one line of JSON on standard input, then a number of
                                              steps a line; answers with the milliseconds that they took
"""

import json
import math
import sys
import time
import warnings

# A PyTorch without NumPy warns of it on every start.
warnings.filterwarnings("ignore")

import torch
import torch.nn.functional as F
from torch import nn


class Head(nn.Module):
    def __init__(self, head, hidden, dim, features=256):
        super().__init__()
        self.layers = (
            nn.Sequential(nn.Linear(features, hidden), nn.ReLU(), nn.Linear(hidden, dim))
            if head == "mlp"
            else nn.Linear(features, dim, bias=False)
        )

    def forward(self, features):
        return self.layers(features)


class ArcFace(nn.Module):
    def __init__(self, classes, dim, scale=64.0, margin=0.5):
        super().__init__()
        self.centres = nn.Parameter(torch.empty(classes, dim))
        nn.init.xavier_uniform_(self.centres)
        self.scale, self.margin = scale, margin

    def forward(self, embeddings, labels):
        cosines = F.linear(F.normalize(embeddings), F.normalize(self.centres))
        sines = torch.sqrt((1.0 - cosines**2).clamp(1e-9, 1))
        phi = cosines * math.cos(self.margin) - sines * math.sin(self.margin)
        # Beyond pi - m the cosine would rise again.
        phi = torch.where(
            cosines > math.cos(math.pi - self.margin), phi, cosines - self.margin * math.sin(self.margin)
        )
        own = F.one_hot(labels, cosines.shape[1]).bool()
        return F.cross_entropy(torch.where(own, phi, cosines) * self.scale, labels)


def probe():
    cuda = torch.cuda.is_available()
    return {
        "torch": torch.__version__,
        "cuda": torch.cuda.get_device_name(0) if cuda else None,
    }


class Training:
    def __init__(self, case, device):
        torch.manual_seed(7)
        self.device, self.batch = device, case["batchSize"]
        self.labels = (torch.arange(case["samples"]) % case["classes"]).to(device)
        clusters = torch.randn(case["classes"], 256, device=device)
        self.features = clusters[self.labels] + torch.randn(case["samples"], 256, device=device)
        self.head = Head(case["head"], case["hidden"], case["dim"]).to(device)
        self.loss = ArcFace(case["classes"], case["dim"]).to(device)
        parameters = [*self.head.parameters(), *self.loss.parameters()]
        self.optimiser = torch.optim.Adam(parameters, lr=0.001)
        self.batches = self.endless()

    def endless(self):
        while True:
            yield from torch.randperm(len(self.labels), device=self.device).split(self.batch)

    def block(self, steps):
        """Milliseconds."""
        if self.device == "cuda":
            torch.cuda.synchronize()
        started = time.perf_counter()
        for _ in range(steps):
            indices = next(self.batches)
            value = self.loss(self.head(self.features[indices]), self.labels[indices])
            self.optimiser.zero_grad(set_to_none=True)
            value.backward()
            self.optimiser.step()
        value.item()
        if self.device == "cuda":
            torch.cuda.synchronize()
        return 1000 * (time.perf_counter() - started)


def serve(device, threads):
    torch.set_num_threads(threads)
    training = Training(json.loads(sys.stdin.readline()), device)
    training.block(10)
    print("ready", flush=True)
    for line in sys.stdin:
        print(training.block(int(line)), flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "probe":
        print(json.dumps(probe()))
    else:
        serve(sys.argv[2], int(sys.argv[3]))
