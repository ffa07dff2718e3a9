"""Convolutions the other way round: each number paints its filter, and images grow. Channels come last."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import cast

from nnstudio.catalogue.entries import Category, Layer, ShapeError, ShapeRule, Weights
from nnstudio.catalogue.layers.convolution import ACTIVATION, FILTERS
from nnstudio.catalogue.layers.params import (
    ACTIVITY_REGULARIZER,
    BIAS_CONSTRAINT,
    BIAS_INITIALIZER,
    BIAS_REGULARIZER,
    KERNEL_CONSTRAINT,
    KERNEL_REGULARIZER,
    USE_BIAS,
    WINDOW_INITIALIZER,
)
from nnstudio.catalogue.layers.windows import (
    PADDING,
    dilation_rate,
    kernel_size,
    refuse_strides_with_dilation,
    spread,
    strides,
    without_xla,
)
from nnstudio.catalogue.params import Sizes
from nnstudio.catalogue.shapes import shape_text, spatial
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, Name, _


def _output_padding(axes: int) -> Sizes:
    return Sizes(
        name="output_padding",
        title=N_("Output padding"),
        help=N_(
            "Which of the sizes comes out that strides would make one of; less than the strides."
            " Left empty, it is what the padding says."
        ),
        default=None,
        count=axes,
        min=0,
        max=1_023,
        none=N_("automatic"),
        advanced=True,
    )


def _grown(length: int, wide: int, step: int, same: bool, more: int | None) -> int:
    """One axis; wide: what the kernel spans. more: the output padding. Below 1 where there is no such size.

    As ``keras.src.backend.common.backend_utils.compute_conv_transpose_output_shape``.
    """
    if same:
        return length * step if more is None else (length - 1) * step + wide % 2 + more
    return (length - 1) * step + wide + (max(step - wide, 0) if more is None else more)


def _refuse_padding(params: Params, wide: Shape) -> None:
    """It chooses among the sizes that the strides would make one of, so there are as many choices."""
    more, steps = cast("Shape | None", params["output_padding"]), cast(Shape, params["strides"])
    if more is None:
        return
    if any(one >= step for one, step in zip(more, steps, strict=True)):
        raise ShapeError(
            _(
                "An output padding of {padding} is not less than the strides, {strides}."
                " Choose larger strides or less padding, or leave it empty."
            ).format(padding=shape_text(more), strides=shape_text(steps)),
            "output_padding",
        )
    if params["padding"] == "same" and any(one + size % 2 == 0 for one, size in zip(more, wide, strict=True)):
        raise ShapeError(
            _(
                "With padding “same” a kernel of even size needs an output padding of at least 1."
                " Choose more, or leave it empty."
            ),
            "output_padding",
        )


def _shape(title: str, axes: int) -> ShapeRule:

    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        size, _channels = spatial(inputs, _(title), axes)
        refuse_strides_with_dilation(params)
        steps = cast(Shape, params["strides"])
        wide = spread(cast(Shape, params["kernel_size"]), cast(Shape, params["dilation_rate"]))
        _refuse_padding(params, wide)
        same = params["padding"] == "same"
        more = cast("Shape | None", params["output_padding"]) or (None,) * axes
        grown = (_grown(*one[:3], same, one[3]) for one in zip(size, wide, steps, more, strict=True))
        return (*grown, cast(int, params["filters"]))

    return rule


def _weights(inputs: Sequence[Shape], params: Params) -> Weights:
    filters = cast(int, params["filters"])
    kernel = prod(cast(Shape, params["kernel_size"]))
    return Weights(trainable=kernel * inputs[0][-1] * filters + filters * bool(params["use_bias"]))


def _cost(inputs: Sequence[Shape], params: Params) -> int:
    """Every number paints every filter once."""
    return prod(inputs[0]) * prod(cast(Shape, params["kernel_size"])) * cast(int, params["filters"])


def _transposed(axes: int, title: str, help: str, formula: str) -> Layer:
    return Layer(
        key=f"conv{axes}d_transpose",
        title=title,
        help=help,
        params=(
            FILTERS,
            kernel_size(axes),
            strides(axes),
            PADDING,
            ACTIVATION,
            KERNEL_REGULARIZER,
            dilation_rate(axes),
            _output_padding(axes),
            USE_BIAS,
            WINDOW_INITIALIZER,
            BIAS_INITIALIZER,
            BIAS_REGULARIZER,
            ACTIVITY_REGULARIZER,
            KERNEL_CONSTRAINT,
            BIAS_CONSTRAINT,
        ),
        concepts=("upsampling", "convolution", "stride_and_padding"),
        keras=title,
        category=Category.CONVOLUTION,
        formula=formula,
        shape=_shape(title, axes),
        weights=_weights,
        cost=_cost,
        patches=None if axes == 1 else without_xla,
        summary="{filters} · {kernel_size} · {activation}",
        kernel_width=lambda inputs, params: inputs[0][-1],
    )


CONV1D_TRANSPOSE = _transposed(
    1,
    Name("Conv1DTranspose"),
    N_("Lets every step paint small filters; with strides the sequence becomes longer."),
    "y[s·t+a, k] = f(Σ W[a, k, c] · x[t, c] + b[k])",
)
CONV2D_TRANSPOSE = _transposed(
    2,
    Name("Conv2DTranspose"),
    N_("Lets every pixel paint small filters; with strides the image becomes larger, as in a decoder."),
    "y[s·i+a, s·j+b, k] = f(Σ W[a, b, k, c] · x[i, j, c] + b[k])",
)
CONV3D_TRANSPOSE = _transposed(
    3,
    Name("Conv3DTranspose"),
    N_("Lets every point of a volume paint small filters; with strides the volume becomes larger."),
    "y[s·h+a, s·i+b, s·j+d, k] = f(Σ W[a, b, d, k, c] · x[h, i, j, c] + b[k])",
)

TRANSPOSED_CONVOLUTIONS = (CONV1D_TRANSPOSE, CONV2D_TRANSPOSE, CONV3D_TRANSPOSE)
