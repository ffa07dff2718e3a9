"""How a network is trained: what is made small, what is told beside it, and how weights change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from nnstudio.catalogue.params import Kind
from nnstudio.catalogue.values import Params


class Expects(StrEnum):
    """What the numbers must be that a loss is given."""

    ANY = "any"  # quantities or logits: all numbers
    PROBABILITIES = "probabilities"  # each between 0 and 1
    SHARES = "shares"  # between 0 and 1, adding up to 1
    POSITIVE = "positive"  # above 0, or not much below
    SIGNS = "signs"  # a side of 0 for each class, such as −1 and 1


class Target(StrEnum):
    """What a network is asked for; a property of the data and how it is prepared."""

    INTEGERS = "integers"  # class numbers, shape (1,)
    ONE_HOT = "one_hot"  # a 1 at the class, shape (classes,)
    NUMBERS = "numbers"  # quantities: regression and forecasts
    INPUTS = "inputs"  # the input itself: autoencoders
    TOKENS = "tokens"  # a token number for each place of a text, shape (places,)


@dataclass(frozen=True, kw_only=True)
class Loss(Kind):
    """keras: the class in ``keras.losses``; targets: what it can be computed against.

    expects: what the outputs of the network must be; ``expected`` says it for given parameters.
    sparse: whether it compares a class number with an output for each class.
    of_batch: whether it is one number for the whole batch instead of one for each example.
    """

    keras: str
    formula: str
    targets: frozenset[Target]
    expects: Expects = Expects.ANY
    sparse: bool = False
    of_batch: bool = False

    def expected(self, params: Params) -> Expects:
        """Logits may be any numbers; the loss itself makes probabilities of them."""
        return Expects.ANY if params.get("from_logits") else self.expects


@dataclass(frozen=True, kw_only=True)
class Metric(Kind):
    """keras: the class in ``keras.metrics``; ``percent`` ones are shown as a percentage.

    dimension: the power of the target's unit that it is told in: 1 for an error, 2 for a squared one.
    suits: whether it makes sense beside this loss against such a target.
    usual: whether it is then shown without being asked for, if none before it in the table is.
    one_hot: whether it takes one-hot labels also where classes are numbers and outputs one for each class.
    """

    keras: str
    formula: str
    suits: Callable[[Loss, Target], bool]
    usual: bool = False
    one_hot: bool = False
    percent: bool = False
    dimension: int = 0
    higher_is_better: bool = True


@dataclass(frozen=True, kw_only=True)
class Optimizer(Kind):
    """keras: the class in ``keras.optimizers``; slots: extra numbers it keeps for each weight.

    usual_rate: between which learning rates most networks learn with it.
    """

    keras: str
    formula: str
    slots: Callable[[Params], int]
    usual_rate: tuple[float, float]


@dataclass(frozen=True)
class Lengths:
    """What a schedule counts in. epoch: its steps. run: steps of the whole run, a number or a tensor."""

    epoch: float
    run: Any


Share = Callable[[Any, Params, Lengths, Any], Any]
"""(step, params, lengths, ops): step counts from 0; ops is numpy, or ``keras.ops`` with tensors."""


@dataclass(frozen=True, kw_only=True)
class Schedule(Kind):
    """How the learning rate changes while training goes on.

    keras: the class in ``keras.optimizers.schedules`` or ``keras.callbacks`` that does the same, "" for none.
    share: what the learning rate is multiplied by; None where that follows from how training goes.
    """

    keras: str
    formula: str
    share: Share | None
