"""What the tables of the catalogue hold: one frozen record for each thing that exists.

Every record is a ``Kind`` (key, title, help, params), so that one form, one file format and one check
serve layers, losses, optimizers, regularizers and initializers alike.
"""

from nnstudio.catalogue.entries.layer import Category, Layer, Reads, Takes
from nnstudio.catalogue.entries.parts import Activation, Constraint, Curve, Initializer, Regularizer
from nnstudio.catalogue.entries.recipe import (
    Expects,
    Lengths,
    Loss,
    Metric,
    Optimizer,
    Schedule,
    Share,
    Target,
)
from nnstudio.catalogue.entries.refusal import ShapeError
from nnstudio.catalogue.entries.rules import (
    Condition,
    CostRule,
    FunctionRule,
    PatchRule,
    ShapeRule,
    VocabularyRule,
    WeightRule,
    Weights,
    always,
    never,
)

__all__ = [
    "Activation",
    "Category",
    "Condition",
    "Constraint",
    "CostRule",
    "Curve",
    "Expects",
    "FunctionRule",
    "Initializer",
    "Layer",
    "Lengths",
    "Loss",
    "Metric",
    "Optimizer",
    "PatchRule",
    "Reads",
    "Regularizer",
    "Schedule",
    "ShapeError",
    "ShapeRule",
    "Share",
    "Takes",
    "Target",
    "VocabularyRule",
    "WeightRule",
    "Weights",
    "always",
    "never",
]
