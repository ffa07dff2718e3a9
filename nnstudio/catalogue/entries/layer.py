"""A layer that can be stacked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from immutabledict import immutabledict

from nnstudio.catalogue.entries.rules import (
    Condition,
    CostRule,
    FunctionRule,
    PatchRule,
    ShapeRule,
    VocabularyRule,
    WeightRule,
    always,
)
from nnstudio.catalogue.masks import MaskRule, Refusal, loses
from nnstudio.catalogue.params import Kind, PartParam
from nnstudio.catalogue.values import Params


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
        return self._parts("_initializer")

    @cached_property
    def penalties(self) -> tuple[PartParam, ...]:
        """Its regularizers."""
        return self._parts("_regularizer")

    def _parts(self, ending: str) -> tuple[PartParam, ...]:
        parts = (param for param in self.params if isinstance(param, PartParam))
        return tuple(part for part in parts if part.name.endswith(ending))

    @property
    def wrappers(self) -> tuple[str, ...]:
        """What may be around it, by the keys of ``catalogue.wrappers``."""
        each_step = self.each_step and self.reads is Reads.ONE  # Keras wraps nothing that reads several
        has_kernel = self.kernel_width is not None
        fitting = {
            "none": True,
            "bidirectional": self.both_ways,
            "time_distributed": each_step,
            "spectral": has_kernel,
            "time_distributed_spectral": each_step and has_kernel,
        }
        return tuple(key for key, fits in fitting.items() if fits)

    def describe(self, params: Params) -> str:
        """What a row shows of its parameters: "32 · 3×3 · relu"."""
        texts = {param.name: param.text(params.get(param.name, param.default)) for param in self.params}
        return self.summary.format(**texts)
