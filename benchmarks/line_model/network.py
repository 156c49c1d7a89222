"""Networks over lines (`cleanroom.clean.model.network`): trained with torch, stored in whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional

from cleanroom.clean.model.network import MOST, STEPS, in_steps

Array = npt.NDArray[Any]
Log = Callable[[str], None]
#: outputs of a layer; how far the steps look
WIDTH, FAR = 32, (1, 2, 4, 8, 16, 32)
EPOCHS, RATE, DECAY, DROPPED = 8, 4e-3, 1e-2, 0.1
#: units of a batch, and of a document at most: of a longer one another stretch is shown each time
BATCH, LONGEST = 5000, 1200


class Lines:
    """Features of units in steps, with labels and weights, by document."""

    def __init__(self, x: Array, y: Array, w: Array, sizes: Sequence[int]) -> None:
        self.mean = x.mean(0)
        self.scale = (STEPS / (x.std(0) + 1e-3)).astype(np.float32)
        self.x = in_steps(x, self.mean, self.scale).astype(np.int8)
        self.y, self.w = (y == 1).astype(np.float32), np.where(y < 0, 0, w / w.mean()).astype(np.float32)
        self.sizes = np.array(sizes)
        self.begins = np.cumsum(self.sizes) - self.sizes

    def batches(self, dice: np.random.Generator) -> Iterator[list[Any]]:
        """All documents in another order: what `Module.forward` takes, then labels and weights."""
        part: list[int] = []
        size = 0
        for number in dice.permutation(len(self.sizes)):
            more = min(self.sizes[number], LONGEST) + FAR[-1]
            if part and size + more > BATCH:
                yield self.packed(part, dice)
                part, size = [], 0
            part.append(number)
            size += more
        yield self.packed(part, dice)

    def packed(self, numbers: Sequence[int], dice: np.random.Generator) -> list[Any]:
        """Documents one below the other, apart by as much as the last step looks."""
        lengths = np.minimum(self.sizes[numbers], LONGEST)
        starts = self.begins[numbers] + dice.integers(0, self.sizes[numbers] - lengths + 1)
        doc = np.repeat(np.arange(len(numbers)), lengths + FAR[-1])
        source = np.concatenate([np.arange(s, s + n + FAR[-1]) for s, n in zip(starts, lengths, strict=True)])
        there = np.concatenate([np.arange(n + FAR[-1]) < n for n in lengths])
        source = np.where(there, source, 0)
        x = self.x[source].astype(np.float32) / STEPS * there[:, None]
        held = (x, there[:, None].astype(np.float32), doc, 1 / lengths.astype(np.float32),
                self.y[source], self.w[source] * there)  # fmt: skip
        return [torch.from_numpy(np.ascontiguousarray(array)) for array in held]


class Module(nn.Module):
    """The network with real numbers, as it is trained. `seen` collects the largest numbers that layers are given."""

    def __init__(self, features: int) -> None:
        super().__init__()
        steps = [nn.Linear(3 * WIDTH, WIDTH) for _ in FAR]
        ends = nn.Linear(WIDTH, WIDTH), nn.Linear(2 * WIDTH, 1)
        self.layers = nn.ModuleList([nn.Linear(features, WIDTH), *steps, *ends])
        self.seen: list[float] = []

    def forward(self, x: Any, there: Any, doc: Any, share: Any) -> Any:
        """Log odds by row; `there`: 0 between documents, `doc`: number of the document, `share`: 1 / its units."""
        self.seen = []
        alone = torch.relu(self.layers[0](functional.dropout(x, DROPPED, self.training))) * there
        held = alone
        for layer, far in zip(self.layers[1:-2], FAR, strict=True):
            given, weight, size = functional.pad(self._given(held), (0, 0, far, far)), layer.weight.t(), len(x)
            said = torch.addmm(layer.bias, given[:size], weight[:WIDTH])
            said = said + given[far : size + far] @ weight[WIDTH : 2 * WIDTH] + given[2 * far :] @ weight[2 * WIDTH :]
            held = (held + torch.relu(said)) * there
        self.seen.append(held.detach().max().item())
        means = torch.zeros(len(share), WIDTH).index_add(0, doc, held) * share[:, None]
        held = torch.relu(held + self.layers[-2](means)[doc]) * there
        return self.layers[-1](self._given(torch.cat([held, alone], -1)))[:, 0]

    def _given(self, values: Any) -> Any:
        self.seen.append(values.detach().max().item())
        return functional.dropout(values, DROPPED, self.training)


def trained(lines: Lines, seed: int, log: Log) -> dict[str, Array]:
    """The arrays of one network."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(seed)
    dice = np.random.default_rng(seed)
    net = Module(lines.x.shape[1])
    rounds = EPOCHS * sum(1 for _ in lines.batches(np.random.default_rng(0)))
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=int(1.06 * rounds) + 20)
    for epoch in range(EPOCHS):
        for *shown, y, w in lines.batches(dice):
            lost = functional.binary_cross_entropy_with_logits(net(*shown), y, reduction="none")
            optimizer.zero_grad()
            (lost * w).sum().div(BATCH).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            pace.step()
        log(f"network {seed}: epoch {epoch}")
    return quantised(net, _most(net, lines))


def _most(net: Module, lines: Lines) -> list[float]:
    """The largest number that each layer behind the first is given, over all documents."""
    net.eval()
    most = np.zeros(len(FAR) + 2)
    with torch.no_grad():
        for *shown, _, _ in lines.batches(np.random.default_rng(0)):
            net(*shown)
            most = np.maximum(most, net.seen)
    return most.tolist()


def quantised(net: Module, most: Sequence[float]) -> dict[str, Array]:
    """Weights as whole numbers up to 127, for each output its own scale; what layers are given up to MOST."""
    grain = np.array([MOST / max(each, 1e-6) for each in most], np.float32)
    arrays: dict[str, Array] = {"grain": grain}
    for number, layer in enumerate(net.layers):
        weight = layer.weight.detach().numpy().T
        largest = np.maximum(np.abs(weight).max(0), 1e-9)
        parts = 3 if 0 < number <= len(FAR) else 2 if number > len(FAR) + 1 else 1
        arrays[f"weight{number}"] = np.rint(weight / largest * 127).astype(np.int8).reshape(parts, -1, weight.shape[1])
        steps = STEPS if number == 0 else grain[number - 1]
        arrays[f"scale{number}"] = (largest / 127 / steps).astype(np.float32)
        arrays[f"bias{number}"] = layer.bias.detach().numpy()
    return arrays


def fit_networks(names: Sequence[str], lines: Lines, members: int, log: Log) -> dict[str, Array]:
    """The arrays of a few networks that differ by their seed."""
    arrays: dict[str, Array] = {
        "net_names": np.array(names), "net_mean": lines.mean, "net_scale": lines.scale, "net_count": np.int64(members),
    }  # fmt: skip
    for seed in range(members):
        arrays |= {f"net{seed}_{name}": held for name, held in trained(lines, seed, log).items()}
    return arrays
