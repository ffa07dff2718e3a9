"""What the tables of the catalogue hold: one frozen record for each thing that exists.

Every record is a ``Kind`` (key, title, help, params), so that one form, one file format and one check
serve layers, losses, optimizers, regularizers and initializers alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import inf
from typing import Any

import numpy as np
from immutabledict import immutabledict
from numpy.typing import NDArray

from nnstudio.catalogue.masks import MaskRule, Refusal, loses
from nnstudio.catalogue.params import Kind, PartParam
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import _


class ShapeError(ValueError):
    """Shapes and parameters that do not fit together.

    sentence: why it cannot be and what to do; where two inputs do not fit together, with ``{first}`` and
    ``{second}`` in place of their names, which only the list of rows knows.
    param: the parameter to change, or "". between: the numbers of those two inputs, from 0.
    """

    def __init__(self, sentence: str, param: str = "", between: tuple[int, int] | None = None) -> None:
        self.sentence = sentence
        self.param = param
        self.between = between
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The sentence where nothing is known of rows."""
        last = -1 if self.between is None else max(self.between)
        return self.naming([_("input {number}").format(number=at + 1) for at in range(last + 1)])

    def naming(self, names: Sequence[str]) -> str:
        """The sentence; names: of what is read, in the order of the inputs."""
        if self.between is None:
            return self.sentence
        first, second = self.between
        return self.sentence.format(first=names[first], second=names[second])


Curve = Callable[[NDArray[np.float64]], NDArray[np.float64]]
ShapeRule = Callable[[Sequence[Shape], Params], Shape]


@dataclass(frozen=True)
class Weights:
    """How many numbers a layer holds."""

    trainable: int = 0
    fixed: int = 0  # kept but not trained, such as moving averages

    @property
    def total(self) -> int:
        return self.trainable + self.fixed


WeightRule = Callable[[Sequence[Shape], Params], Weights]
CostRule = Callable[[Sequence[Shape], Params], int]
PatchRule = Callable[[Sequence[Shape], Params], int | None]


@dataclass(frozen=True)
class Lengths:
    """What a schedule counts in. epoch: its steps. run: steps of the whole run, a number or a tensor."""

    epoch: float
    run: Any


Share = Callable[[Any, Params, Lengths, Any], Any]
"""(step, params, lengths, ops): step counts from 0; ops is numpy, or ``keras.ops`` with tensors."""


class Category(StrEnum):
    """What a layer is for: its colour and its place in the palette."""

    CORE = "core"
    CONVOLUTION = "convolution"
    POOLING = "pooling"
    RECURRENT = "recurrent"
    ATTENTION = "attention"
    NORMALIZATION = "normalization"
    REGULARIZATION = "regularization"
    RESHAPING = "reshaping"
    MERGING = "merging"
    ACTIVATION = "activation"
    AUGMENTATION = "augmentation"
    PREPROCESSING = "preprocessing"


class Reads(StrEnum):
    """How many rows a layer reads, and how it is given them."""

    ONE = "one"
    MANY = "many"  # two or more, as a list: layers that merge
    QUERY = "query"  # query, value and key; two: the value is the key too; one stands for all three


class Takes(StrEnum):
    """What a layer can be given. Whole numbers stand for something, such as words; NUMBERS are quantities."""

    NUMBERS = "numbers"
    WHOLE = "whole"
    BOTH = "both"  # and it passes on what it is given


VocabularyRule = Callable[[Params], int]
FunctionRule = Callable[[Params], str]
Condition = Callable[[Params], bool]


def always(params: Params) -> bool:
    return True


def never(params: Params) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Layer(Kind):
    """A layer that can be stacked.

    keras: the class in ``keras.layers``, or one of our own; parameter names are its arguments.
    called_with: those among them that it is given with its inputs, not when it is made.
    formula: what it computes, in plain Unicode mathematics.
    shape: input shapes and parameters to the output shape; raises ShapeError.
    weights, cost: numbers held, and multiply-adds for one example.
    held: numbers kept for the backward pass for one example, where that is more than the output.
    patches: numbers that are copied of one example where XLA computes it with the patches under a window;
    gives None where XLA would be slow at it, so that a network that holds it is trained without.
    compiles: with these parameters; false where XLA has no code for it, so that a network that holds it is
    trained without.
    reads: how many rows it reads.
    summary: parameters that a row shows, such as "{filters} · {kernel_size}".
    takes: quantities, or whole numbers that stand for something; knows: the parameter that says how many
    different ones. gives: how many different whole numbers come out; 0, or no rule, for quantities.
    fixed: arguments of the class that a person does not choose.
    both_ways: it reads step by step, so it can also read backwards. each_step: it can work on every step.
    kernel_width: how long the last axis of its kernel is; None where it has not one kernel that can be
    divided by its spectral norm.
    masks: what it does with the mask of a sequence. refuses_mask: why it cannot be given one, or "".
    function: the key of the activation that it is, or "", where that is all that it does.
    """

    keras: str
    category: Category
    formula: str
    shape: ShapeRule
    weights: WeightRule
    cost: CostRule
    held: CostRule | None = None
    patches: PatchRule | None = None
    compiles: Condition = always
    reads: Reads = Reads.ONE
    called_with: tuple[str, ...] = ()
    summary: str = ""
    takes: Takes = Takes.NUMBERS
    knows: str = ""
    gives: VocabularyRule | None = None
    fixed: Params = immutabledict()
    both_ways: bool = False
    each_step: bool = True
    kernel_width: CostRule | None = None
    masks: MaskRule = loses
    refuses_mask: Refusal | None = None
    function: FunctionRule | None = None

    @cached_property
    def starts(self) -> tuple[PartParam, ...]:
        """Its initializers."""
        parts = (param for param in self.params if isinstance(param, PartParam))
        return tuple(part for part in parts if part.name.endswith("_initializer"))

    @property
    def wrappers(self) -> tuple[str, ...]:
        """What may be around it, by the keys of ``catalogue.wrappers``."""
        each_step = self.each_step and self.reads is Reads.ONE  # Keras wraps nothing that reads several
        fitting = {
            "none": True,
            "bidirectional": self.both_ways,
            "time_distributed": each_step,
            "spectral": self.kernel_width is not None,
        }
        return tuple(key for key, fits in fitting.items() if fits)

    def describe(self, params: Params) -> str:
        """What a row shows of its parameters: "32 · 3×3 · relu"."""
        texts = {param.name: param.text(params.get(param.name, param.default)) for param in self.params}
        return self.summary.format(**texts)


@dataclass(frozen=True, kw_only=True)
class Activation(Kind):
    """keras: the name for ``keras.activations.get``.

    curve, derivative: the same function in numpy and its slope at each number, for drawing.
    range: between which numbers its values lie. saturates: whether its slope goes to 0 on both sides, so
    that gradients fade from layer to layer.
    """

    keras: str
    formula: str
    curve: Curve
    derivative: Curve
    range: tuple[float, float] = (-inf, inf)
    saturates: bool = False


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


@dataclass(frozen=True, kw_only=True)
class Regularizer(Kind):
    """keras: the class in ``keras.regularizers``, or "" for none.

    matrices_only: whether what it looks at must have rows and columns, and no more.
    """

    keras: str
    formula: str
    matrices_only: bool = False


@dataclass(frozen=True, kw_only=True)
class Constraint(Kind):
    """keras: the class in ``keras.constraints``, or "" for none."""

    keras: str
    formula: str


@dataclass(frozen=True, kw_only=True)
class Schedule(Kind):
    """How the learning rate changes while training goes on.

    keras: the class in ``keras.optimizers.schedules`` or ``keras.callbacks`` that does the same, "" for none.
    share: what the learning rate is multiplied by; None where that follows from how training goes.
    """

    keras: str
    formula: str
    share: Share | None


@dataclass(frozen=True, kw_only=True)
class Initializer(Kind):
    """keras: the class in ``keras.initializers``; axes: the fewest and the most of weights that it suits."""

    keras: str
    formula: str
    axes: tuple[int, int] = (1, 9)
