"""Layers that write numbers as others that stand for something, or as zeros and ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from nnstudio.catalogue.entries import Category, Layer, ShapeError, Takes, never
from nnstudio.catalogue.layers.core import no_cost, no_weights, per_number
from nnstudio.catalogue.params import Choice, Int, Numbers, Option
from nnstudio.catalogue.shapes import only, shape_words
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, Name, _

_FORMS = {
    "int": Option("int", N_("number"), N_("The number itself.")),
    "one_hot": Option("one_hot", N_("one-hot"), N_("A 1 at the place of the number, zeros elsewhere.")),
    "multi_hot": Option("multi_hot", N_("which are there"), N_("A 1 for every number that occurs.")),
    "count": Option("count", N_("how many"), N_("How often every number occurs.")),
}


def _output_mode(default: str, *keys: str) -> Choice:
    return Choice(
        name="output_mode",
        title=N_("Gives"),
        help=N_("How the numbers are written."),
        default=default,
        options=tuple(_FORMS[key] for key in keys),
    )


def _encoded(width: int, shape: Shape, mode: object) -> Shape:
    """Numbers of one example as ones and zeros, ``width`` wide."""
    if mode == "int":
        return shape
    if mode == "one_hot":
        return (*(shape[:-1] if shape[-1] == 1 else shape), width)
    return (*shape[:-1], width)


def _categories(inputs: Sequence[Shape], params: Params) -> Shape:
    """Of one row of numbers: of more, Keras states another shape than what comes out."""
    if len(only(inputs)) != 1:
        raise ShapeError(
            _("CategoryEncoding needs a vector of numbers, but receives {what}. Remove it.").format(
                what=shape_words(only(inputs))
            )
        )
    return _encoded(cast(int, params["num_tokens"]), only(inputs), params["output_mode"])


def _bins(params: Params) -> int:
    return len(cast(tuple[float, ...], params["bin_boundaries"])) + 1


def _binned(inputs: Sequence[Shape], params: Params) -> Shape:
    return _encoded(_bins(params), only(inputs), params["output_mode"])


CATEGORY_ENCODING = Layer(
    key="category_encoding",
    title=Name("CategoryEncoding"),
    help=N_("Writes whole numbers that stand for something as zeros and ones, without learning anything."),
    params=(
        Int(
            name="num_tokens",
            title=N_("Vocabulary"),
            help=N_("How many different numbers there are, 0 included."),
            default=1_000,
            min=1,
            max=65_536,
        ),
        _output_mode("multi_hot", "multi_hot", "one_hot", "count"),
    ),
    concepts=("one_hot",),
    keras="CategoryEncoding",
    category=Category.PREPROCESSING,
    formula="y_i = 1 where i = x, otherwise 0",
    shape=_categories,
    weights=no_weights,
    cost=no_cost,
    summary="{num_tokens} · {output_mode}",
    takes=Takes.WHOLE,
    knows="num_tokens",
    compiles=never,  # it counts with an operation whose result has no size that XLA knows
)

DISCRETIZATION = Layer(
    key="discretization",
    title=Name("Discretization"),
    help=N_("Sorts numbers into bins and gives the number of the bin, for Embedding or as zeros and ones."),
    params=(
        Numbers(
            name="bin_boundaries",
            title=N_("Boundaries"),
            help=N_("Where one bin ends and the next begins: three boundaries make four bins."),
            default=(-1.0, 0.0, 1.0),
            rising=True,
        ),
        _output_mode("int", "int", "one_hot"),
    ),
    concepts=("one_hot",),
    keras="Discretization",
    category=Category.PREPROCESSING,
    formula="y = how many boundaries are not above x",
    shape=_binned,
    weights=no_weights,
    cost=per_number,
    summary="{bin_boundaries}",
    gives=lambda params: _bins(params) * (params["output_mode"] == "int"),
)
