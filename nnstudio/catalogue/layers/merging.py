"""Layers that join what several rows give: residual sums, and branches side by side."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import cast

from nnstudio.catalogue.entries import Category, CostRule, Layer, Reads, ShapeError, ShapeRule, Takes
from nnstudio.catalogue.layers.core import no_weights
from nnstudio.catalogue.masks import ends, passes
from nnstudio.catalogue.params import Bool, Int, Sizes
from nnstudio.catalogue.shapes import several, shape_text
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, Name, _

_LAST_AXES = Int(
    name="axis",
    title=N_("Axis"),
    help=N_(
        "Along which axis they are put side by side, counted from the end: -1 joins channels or features."
    ),
    default=-1,
    min=-4,
    max=-1,
)


def _elementwise(title: str, most: int | None = None) -> ShapeRule:
    """most: how many rows it reads at most.

    As in numpy, an axis of size 1 is repeated, and axes that are missing in front are of size 1.
    """

    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        joined = several(inputs, _(title))[0]
        if most is not None:
            _refuse_more(_(title), most, len(inputs))
        for number, shape in enumerate(inputs[1:], start=1):
            merged = _broadcast(joined, shape)
            if merged is None:
                raise _unequal(_(title), inputs, number)
            joined = merged
        return joined

    return rule


def _refuse_more(layer: str, most: int, count: int) -> None:
    if count > most:
        sentence = _("{layer} takes what {most} rows give, but reads {count}. Take some of them away.")
        raise ShapeError(sentence.format(layer=layer, most=most, count=count))


def _broadcast(first: Shape, second: Shape) -> Shape | None:
    axes = max(len(first), len(second))
    pairs = zip(_padded(first, axes), _padded(second, axes), strict=True)
    sizes = tuple(one if other == 1 else other if one in (1, other) else 0 for one, other in pairs)
    return None if 0 in sizes else sizes


def _padded(shape: Shape, axes: int) -> Shape:
    return (1,) * (axes - len(shape)) + shape


def _unequal(layer: str, inputs: Sequence[Shape], number: int) -> ShapeError:
    """number: of the input that does not fit to those before it."""
    other = next(at for at in range(number) if _broadcast(inputs[at], inputs[number]) is None)
    first, second = inputs[other], inputs[number]
    if first[:-1] == second[:-1]:
        advice = _("Give both the same number of channels or features, or use Concatenate.")
    elif prod(first) == prod(second):
        advice = _("Put a Reshape row below one of them.")
    else:
        advice = _("Change one of them so that both give the same shape.")
    sentence = _(
        "{layer} needs equal shapes, but {{first}} gives {one} and {{second}} gives {other}. {advice}"
    )
    return ShapeError(
        sentence.format(layer=layer, one=shape_text(first), other=shape_text(second), advice=advice),
        between=(other, number),
    )


def _concatenated(inputs: Sequence[Shape], params: Params) -> Shape:
    first, *rest = several(inputs, _("Concatenate"))
    axis = cast(int, params["axis"])
    if -axis > len(first):
        raise ShapeError(
            _("{shape} has no axis {axis}. Choose an axis from -{axes} to -1.").format(
                shape=shape_text(first), axis=axis, axes=len(first)
            ),
            "axis",
        )
    at = len(first) + axis
    for number, shape in enumerate(rest, start=1):
        if len(shape) != len(first) or _without(shape, at) != _without(first, at):
            sentence = _(
                "Concatenate along axis {axis} needs shapes that are equal but for that axis, and {{first}}"
                " gives {one}, {{second}} {other}. Change one of them, or choose another axis."
            )
            raise ShapeError(
                sentence.format(axis=axis, one=shape_text(first), other=shape_text(shape)),
                between=(0, number),
            )
    return (*first[:at], sum(shape[at] for shape in inputs), *first[at + 1 :])


def _without(shape: Shape, axis: int) -> Shape:
    return shape[:axis] + shape[axis + 1 :]


def _multiplied(inputs: Sequence[Shape], params: Params) -> Shape:
    first, second = several(inputs, _("Dot"))[:2]
    _refuse_more(_("Dot"), 2, len(inputs))
    one, other = cast(Shape, params["axes"])
    for number, (shape, axis) in enumerate(((first, one), (second, other))):
        if axis > len(shape):
            sentence = _("{{first}} gives {shape}, which has no axis {axis}. Choose axes from 1 to {axes}.")
            raise ShapeError(
                sentence.format(shape=shape_text(shape), axis=axis, axes=len(shape)),
                "axes",
                between=(number, number),
            )
    if first[one - 1] != second[other - 1]:
        sentence = _(
            "Dot multiplies axes of equal size, but axis {one} of {{first}} has {size} and axis {other} of"
            " {{second}} has {length}. Choose other axes, or change one of the two rows."
        )
        raise ShapeError(
            sentence.format(one=one, other=other, size=first[one - 1], length=second[other - 1]),
            "axes",
            between=(0, 1),
        )
    return (*_without(first, one - 1), *_without(second, other - 1)) or (1,)


def _dot_cost(inputs: Sequence[Shape], params: Params) -> int:
    axis = cast(Shape, params["axes"])[0] - 1
    return prod(_multiplied(inputs, params)) * inputs[0][axis]


def _one_for_each(title: str) -> CostRule:
    """One operation for each number of each input but the first."""
    shape = _elementwise(title)
    return lambda inputs, params: prod(shape(inputs, params)) * (len(inputs) - 1)


def _merge(key: str, title: str, help: str, formula: str, most: int | None = None) -> Layer:
    return Layer(
        key=key,
        title=title,
        help=help,
        concepts=("residual_connection", "branches") if key == "add" else ("branches",),
        keras=title,
        category=Category.MERGING,
        formula=formula,
        shape=_elementwise(title, most),
        weights=no_weights,
        cost=_one_for_each(title),
        reads=Reads.MANY,
        masks=passes,
    )


ADD = _merge(
    "add",
    Name("Add"),
    N_("Adds what several rows give, number by number; so a block learns only what to change (a residual)."),
    "y = x₁ + x₂ + …",
)
SUBTRACT = _merge(
    "subtract", Name("Subtract"), N_("Takes what the second row gives from the first."), "y = x₁ − x₂", most=2
)
MULTIPLY = _merge(
    "multiply",
    Name("Multiply"),
    N_("Multiplies what several rows give, number by number, such as a signal and a gate."),
    "y = x₁ · x₂ · …",
)
AVERAGE = _merge(
    "average",
    Name("Average"),
    N_("The mean of what several rows give, number by number."),
    "y = (x₁ + … + xₙ) / n",
)
MAXIMUM = _merge(
    "maximum",
    Name("Maximum"),
    N_("The larger of what several rows give, number by number."),
    "y = max(x₁, x₂, …)",
)
MINIMUM = _merge(
    "minimum",
    Name("Minimum"),
    N_("The smaller of what several rows give, number by number."),
    "y = min(x₁, x₂, …)",
)
CONCATENATE = Layer(
    key="concatenate",
    title=Name("Concatenate"),
    help=N_("Puts what several rows give side by side, such as the channels of two branches."),
    params=(_LAST_AXES,),
    concepts=("branches",),
    keras="Concatenate",
    category=Category.MERGING,
    formula="y = [x₁, x₂, …]",
    shape=_concatenated,
    weights=no_weights,
    cost=lambda inputs, params: 0,
    reads=Reads.MANY,
    takes=Takes.BOTH,
    masks=passes,
)
DOT = Layer(
    key="dot",
    title=Name("Dot"),
    help=N_("Multiplies what two rows give along one axis and adds up: how alike two vectors are."),
    params=(
        Sizes(
            name="axes",
            title=N_("Axes"),
            help=N_("Which axis of the first row and which of the second are multiplied, counted from 1."),
            default=(1, 1),
            count=2,
            min=1,
            max=4,
        ),
        Bool(
            name="normalize",
            title=N_("Normalize"),
            help=N_("Brings both to length 1 first, so that the result is the cosine of their angle."),
            default=False,
        ),
    ),
    concepts=("cosine_similarity", "branches"),
    keras="Dot",
    category=Category.MERGING,
    formula="y[i, j] = Σ x₁[i, k] · x₂[j, k]",
    shape=_multiplied,
    weights=no_weights,
    cost=_dot_cost,
    summary="{axes}",
    reads=Reads.MANY,
    masks=ends,
)

MERGES = (ADD, CONCATENATE, AVERAGE, MULTIPLY, SUBTRACT, MAXIMUM, MINIMUM, DOT)
