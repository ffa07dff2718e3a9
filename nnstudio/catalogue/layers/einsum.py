"""A dense layer along any axes, as an equation between the axes of what comes in, the kernel and the output.

The equation is one of a table: each is what a person would write in Keras, and a free text would need a
language of its own to say what is wrong with it. Sizes that Keras takes from the input are left out, for it
then tells the layers below of no size at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import prod
from typing import cast

from nnstudio.catalogue.entries import Category, Layer, ShapeError, Weights
from nnstudio.catalogue.layers.params import (
    BIAS_CONSTRAINT,
    BIAS_INITIALIZER,
    BIAS_REGULARIZER,
    KERNEL_CONSTRAINT,
    KERNEL_INITIALIZER,
    KERNEL_REGULARIZER,
    activation,
)
from nnstudio.catalogue.params import Choice, Option, ShapeParam
from nnstudio.catalogue.shapes import only, shape_text
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, Name, _

_EQUATION = Choice(
    name="equation",
    title=N_("Equation"),
    help=N_("Which axes are multiplied and added up: input, kernel -> output; a is the batch."),
    default="ab,bc->ac",
    options=(
        Option("ab,bc->ac", "ab,bc->ac", N_("A vector: what a Dense layer does.")),
        Option("abc,cd->abd", "abc,cd->abd", N_("A sequence: mixes the features of each step.")),
        Option("abc,bd->adc", "abc,bd->adc", N_("A sequence: mixes the steps of each feature.")),
        Option("abc,cde->abde", "abc,cde->abde", N_("A sequence: makes several vectors of each step.")),
        Option("abde,dec->abc", "abde,dec->abc", N_("Several vectors at each step: makes one of them.")),
        Option("abcd,de->abce", "abcd,de->abce", N_("An image: mixes the channels of each pixel.")),
    ),
)
_BIAS_AXES = Choice(
    name="bias_axes",
    title=N_("Bias"),
    help=N_("Axes of the output along which each place has a bias of its own, by their letters."),
    default="",
    options=(
        Option("", N_("none")),
        *(Option(letters, letters) for letters in ("b", "c", "d", "e", "bc", "bd", "de", "dc")),
    ),
    advanced=True,
)


def _axes(params: Params) -> tuple[str, str, str]:
    """The letters of the input without the batch, of the kernel, and of the output without the batch."""
    left, output = str(params["equation"]).split("->")
    read, kernel = left.split(",")
    return read[1:], kernel, output[1:]


def _sizes(inputs: Sequence[Shape], params: Params) -> Mapping[str, int]:
    """How long each axis of the equation is; raises ShapeError where that cannot be."""
    shape, (read, _kernel, output) = only(inputs), _axes(params)
    if len(shape) != len(read):
        raise ShapeError(_unsuited(str(params["equation"]), shape), "equation")
    wanted = cast(Shape, params["output_shape"])
    sizes = dict(zip(read, shape, strict=True))
    fits = len(wanted) == len(output)
    for letter, size in zip(output, wanted, strict=False):
        fits = fits and sizes.setdefault(letter, size) == size
    if not fits:
        example = "×".join(str(sizes[letter]) if letter in read else "8" for letter in output)
        raise ShapeError(
            _("{wanted} is no output of {equation} here. Choose sizes such as {example}.").format(
                wanted=shape_text(wanted), equation=params["equation"], example=example
            ),
            "output_shape",
        )
    if not set(str(params["bias_axes"])) <= set(output):
        raise ShapeError(
            _("The output of {equation} has no axes {axes}. Choose a bias along others of {letters}.").format(
                equation=params["equation"], axes=params["bias_axes"], letters=", ".join(output)
            ),
            "bias_axes",
        )
    return sizes


def _unsuited(equation: str, shape: Shape) -> str:
    """The sentence for an input with more or fewer axes than the equation has."""
    suited = [key for key in _EQUATION.keys if key.index(",") == len(shape) + 1]  # a is the batch
    if suited:
        sentence = _("{equation} does not suit an input of {shape}. Choose an equation such as {example}.")
        return sentence.format(equation=equation, shape=shape_text(shape), example=suited[0])
    sentence = _("{equation} does not suit an input of {shape}. Put a Reshape row above it.")
    return sentence.format(equation=equation, shape=shape_text(shape))


def _shape(inputs: Sequence[Shape], params: Params) -> Shape:
    sizes = _sizes(inputs, params)
    return tuple(sizes[letter] for letter in _axes(params)[2])


def _weights(inputs: Sequence[Shape], params: Params) -> Weights:
    sizes = _sizes(inputs, params)
    bias = str(params["bias_axes"])
    biases = prod(sizes[letter] for letter in bias) if bias else 0
    return Weights(trainable=prod(sizes[letter] for letter in _axes(params)[1]) + biases)


def _cost(inputs: Sequence[Shape], params: Params) -> int:
    """Every axis of the equation is gone through once."""
    sizes, (read, kernel, _output) = _sizes(inputs, params), _axes(params)
    return prod(sizes[letter] for letter in {*read, *kernel})


def _kernel_axes(inputs: Sequence[Shape], params: Params) -> int:
    return len(_axes(params)[1])


def _axes_of_bias(inputs: Sequence[Shape], params: Params) -> int:
    """As many as the output has from the first one with a bias on; 0 where there is no bias."""
    places = [_axes(params)[2].find(letter) for letter in str(params["bias_axes"])]
    return len(_axes(params)[2]) - min(places) if places else 0


EINSUM_DENSE = Layer(
    key="einsum_dense",
    title=Name("EinsumDense"),
    help=N_("A Dense layer along the axes of your choice, such as along the steps of a sequence."),
    params=(
        _EQUATION,
        ShapeParam(
            name="output_shape",
            title=N_("Output shape"),
            help=N_("Sizes of what comes out, those that the input has as well among them."),
            default=(32,),
            is_open=False,
        ),
        activation("linear"),
        KERNEL_REGULARIZER,
        replace(KERNEL_INITIALIZER, axes=_kernel_axes),
        KERNEL_CONSTRAINT,
        _BIAS_AXES,
        replace(BIAS_INITIALIZER, axes=_axes_of_bias),
        BIAS_REGULARIZER,
        BIAS_CONSTRAINT,
    ),
    concepts=("dense_layer", "shape"),
    keras="EinsumDense",
    category=Category.CORE,
    formula="y[i, k] = f(Σ W[j, k] · x[i, j]) along axes of your choice",
    shape=_shape,
    weights=_weights,
    cost=_cost,
    summary="{equation} · {output_shape}",
    kernel_width=lambda inputs, params: _sizes(inputs, params)[_axes(params)[1][-1]],
)
