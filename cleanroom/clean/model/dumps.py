"""The side of page dumps: two stages of trees, and networks that are given all features and the first one's answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cleanroom.clean.model.batch import Batch
from cleanroom.clean.model.characters import Array
from cleanroom.clean.model.columns import Columns
from cleanroom.clean.model.forest import logistic
from cleanroom.clean.model.network import Networks
from cleanroom.clean.model.side import Side

#: name of the trees' answer among the features of the networks
ODDS = "z"
#: what the trees' log odds count for against those of the networks: about as both were averaged in
#: benchmarks/line_model.md, and a number that 32 bits hold exactly
TREES = np.float32(0.375)


@dataclass(frozen=True)
class Dumps:
    """As `Side`, of page dumps: the second stage of trees and the networks err in different ways, and are averaged."""

    trees: Side
    networks: Networks

    @cached_property
    def names(self) -> frozenset[str]:
        """The features that it asks for, and the length."""
        return self.trees.names.union(self.networks.names) - {ODDS}

    def wanted(self, batch: Batch, columns: Columns) -> Array:
        """Probability of wanted text by unit."""
        documents = batch.documents
        share = self.trees.share(batch, columns)
        trees = self.trees.odds(batch, columns, share)
        given = columns.held | {ODDS: log_odds(share)}
        sizes = (documents.ends - documents.begins)[documents.filled]
        networks = self.networks.odds([given[name] for name in self.networks.names], sizes)
        return logistic(TREES * trees + (1 - TREES) * networks)


def log_odds(share: Array) -> Array:
    """Probabilities to log odds. Computed in 64 bits: in 32, the last bit depends on the processor."""
    clipped = np.clip(share.astype(np.float64), 1e-4, 1 - 1e-4)
    held: Array = np.log(clipped / (1 - clipped)).astype(np.float32)
    return held
