"""What a network's outputs are, where they are no probabilities themselves."""

from __future__ import annotations

from typing import Literal

from nnstudio.catalogue import LOSSES
from nnstudio.catalogue.entries import Expects, Target
from nnstudio.catalogue.params import check_params
from nnstudio.catalogue.values import Part

Passes = Literal["", "sigmoid", "softmax", "between_signs"]


def passes_through(loss: Part, target: Target) -> Passes:
    """The function that makes probabilities of the outputs; "" where they are probabilities, or quantities.

    Logits pass through the function that the loss passes them through. An output on two sides of 0 is a
    probability by its place between −1 and 1.
    """
    entry = LOSSES[loss.kind]
    if entry.expects is Expects.SIGNS and target is Target.INTEGERS:
        return "between_signs"
    if not check_params(entry.params, loss.params).get("from_logits"):
        return ""
    return "sigmoid" if entry.expects is Expects.PROBABILITIES else "softmax"
