"""Layers that read a sequence of images: an LSTM whose sums are convolutions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import prod
from typing import cast

from nnstudio.catalogue.entries import Category, Layer, ShapeError, Weights
from nnstudio.catalogue.layers.params import (
    KERNEL_REGULARIZER,
    LARGEST_KERNEL,
    LARGEST_SIZE,
    activation,
)
from nnstudio.catalogue.layers.recurrent import (
    BACKWARDS,
    FORGETS_LATE,
    GATE,
    PARTS,
    RETURN_SEQUENCES,
    SHARES,
)
from nnstudio.catalogue.layers.windows import (
    PADDING,
    dilation_rate,
    refuse_strides_with_dilation,
    slid,
    spread,
)
from nnstudio.catalogue.masks import while_there_are_steps
from nnstudio.catalogue.params import Int, Param, PartParam, Sizes
from nnstudio.catalogue.shapes import arranged, only, shape_text, shape_words
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, _

_GATES = 4
_KEPT = 5  # numbers for each place of the state and step, as in an LSTM
_WHAT = {
    1: N_("sequences of rows (steps × length × channels)"),
    2: N_("sequences of images (steps × height × width × channels)"),
    3: N_("sequences of volumes (steps × depth × height × width × channels)"),
}


def _params(axes: int) -> tuple[Param, ...]:
    def sizes(name: str, title: str, default: int, help: str, most: int, advanced: bool = False) -> Sizes:
        return Sizes(
            name=name,
            title=title,
            help=help,
            default=(default,) * axes,
            count=axes,
            min=1,
            max=most,
            advanced=advanced,
        )

    return (
        Int(
            name="filters",
            title=N_("Filters"),
            help=N_("How many patterns are looked for; also how many channels come out."),
            default=16,
            min=1,
            max=LARGEST_SIZE,
        ),
        sizes("kernel_size", N_("Kernel size"), 3, N_("Size of the patterns."), LARGEST_KERNEL),
        activation("tanh"),
        RETURN_SEQUENCES,
        PADDING,
        KERNEL_REGULARIZER,
        sizes("strides", N_("Strides"), 1, N_("How far the kernel moves at a time."), 1_024, advanced=True),
        dilation_rate(axes),
        GATE,
        FORGETS_LATE,
        *SHARES,
        BACKWARDS,
        *map(_of_windows, PARTS),
    )


def _of_windows(param: Param) -> Param:
    """Kernels that slide have more axes than those of an LSTM."""
    slides = isinstance(param, PartParam) and param.name in ("kernel_initializer", "recurrent_initializer")
    return replace(param, axes=3) if slides and isinstance(param, PartParam) else param


def _sizes(inputs: Sequence[Shape], axes: int) -> tuple[int, Shape, int]:
    """Steps, sizes of an image, channels."""
    shape = only(inputs)
    if len(shape) != axes + 2:
        example = (1, *arranged(shape, axes)) if len(shape) < axes + 2 else arranged(shape, axes + 1)
        raise ShapeError(
            _(
                "{layer} needs {wanted}, but receives {what}. Put a Reshape row above it, such as {example}."
            ).format(
                layer=f"ConvLSTM{axes}D",
                wanted=_(_WHAT[axes]),
                what=shape_words(shape),
                example=shape_text(example),
            )
        )
    return shape[0], shape[1:-1], shape[-1]


def _conv_lstm(axes: int, help: str) -> Layer:
    def state(inputs: Sequence[Shape], params: Params) -> Shape:
        """What is remembered after a step: an image."""
        _steps, size, _channels = _sizes(inputs, axes)
        refuse_strides_with_dilation(params)
        window = spread(cast(Shape, params["kernel_size"]), cast(Shape, params["dilation_rate"]))
        strides = cast(Shape, params["strides"])
        places = slid(size, window, strides, str(params["padding"]))
        if places is None:
            raise ShapeError(
                _(
                    "A kernel of {kernel} is larger than what it slides over, {size}."
                    " Choose a smaller kernel, or padding “same”."
                ).format(kernel=shape_text(window), size=shape_text(size)),
                "kernel_size",
            )
        return (*places, cast(int, params["filters"]))

    def refusal(inputs: Sequence[Shape], params: Params) -> str:
        """Keras leaves out places of what is remembered by the mask of what is read."""
        if state(inputs, params)[:-1] == inputs[0][1:-1]:
            return ""
        return _(
            "{layer} can pass over steps only where what it remembers has the size of what it reads."
            " Choose padding “same” and strides of 1."
        ).format(layer=f"ConvLSTM{axes}D")

    def shape(inputs: Sequence[Shape], params: Params) -> Shape:
        image = state(inputs, params)
        return (inputs[0][0], *image) if params["return_sequences"] else image

    def weights(inputs: Sequence[Shape], params: Params) -> Weights:
        filters, window = cast(int, params["filters"]), prod(cast(Shape, params["kernel_size"]))
        kernels = _GATES * filters * window * (inputs[0][-1] + filters)
        return Weights(trainable=kernels + _GATES * filters * bool(params["use_bias"]))

    def cost(inputs: Sequence[Shape], params: Params) -> int:
        places, window = prod(state(inputs, params)), prod(cast(Shape, params["kernel_size"]))
        channels = inputs[0][-1] + cast(int, params["filters"])
        return inputs[0][0] * places * window * _GATES * channels

    def held(inputs: Sequence[Shape], params: Params) -> int:
        """Every step's state and gates are kept until the error has come back through time."""
        return inputs[0][0] * prod(state(inputs, params)) * _KEPT

    return Layer(
        key=f"conv_lstm{axes}d",
        title=f"ConvLSTM{axes}D",
        help=help,
        params=_params(axes),
        concepts=("gates", "convolution"),
        keras=f"ConvLSTM{axes}D",
        category=Category.RECURRENT,
        formula="c_t = σ(f_t) ⊙ c_(t−1) + σ(i_t) ⊙ tanh(g_t),  h_t = σ(o_t) ⊙ tanh(c_t), sums by convolution",
        shape=shape,
        weights=weights,
        cost=cost,
        held=held,
        patches=lambda inputs, params: None,  # XLA on a processor is slow at a convolution in each step
        summary="{filters} · {kernel_size} · {activation}",
        both_ways=True,
        masks=while_there_are_steps,
        refuses_mask=refusal,
    )


CONV_LSTM_LAYERS = (
    _conv_lstm(1, N_("Reads a sequence of rows of numbers, such as strings that swing, and keeps a memory.")),
    _conv_lstm(2, N_("Reads a film image by image; its memory is an image too, made by convolution.")),
    _conv_lstm(3, N_("Reads a sequence of volumes, such as scans over time, and keeps a memory.")),
)
