"""A small logistic regression whose weights stand in a readable file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import Any


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by feature; what has none weighs nothing."""

    weights: Mapping[str, float]
    intercept: float

    def weigh(self, features: Mapping[str, float]) -> float:
        """Return the probability that `features` speak for."""
        weighed = sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1.0 / (1.0 + exp(-weighed - self.intercept))


def weights_of(raw: Mapping[str, Any]) -> tuple[Mapping[str, float], float]:
    """Return weights and intercept as they stand in a file."""
    return {name: float(weight) for name, weight in raw["weights"].items()}, float(raw["intercept"])
