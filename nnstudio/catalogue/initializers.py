"""Initializers: where the weights start. The engine gives each its seed from the recipe.

Left out is ``STFT``, which is no start for weights that are learnt but the fixed kernel of a spectrogram.
"""

from __future__ import annotations

from nnstudio.catalogue.entries import Initializer
from nnstudio.catalogue.params import Choice, Float, Option, Param
from nnstudio.i18n import N_

_MEAN = Float(
    name="mean",
    title=N_("Mean"),
    help=N_("Centre of the distribution."),
    default=0.0,
    min=-100.0,
    max=100.0,
)
_STDDEV = Float(
    name="stddev",
    title=N_("Standard deviation"),
    help=N_("How widely the values are spread around the mean."),
    default=0.05,
    min=0.0,
    max=100.0,
)


_GAIN = Float(
    name="gain",
    title=N_("Gain"),
    help=N_("Factor by which the matrix stretches a signal."),
    default=1.0,
    min=0.0,
    max=100.0,
    open_min=True,
)


def _initializer(
    key: str,
    title: str,
    keras: str,
    formula: str,
    help: str,
    *params: Param,
    axes: tuple[int, int] = (1, 9),
) -> Initializer:
    return Initializer(
        key=key,
        title=title,
        help=help,
        params=params,
        concepts=("initialization",),
        keras=keras,
        formula=formula,
        axes=axes,
    )


_TABLE = (
    _initializer(
        "glorot_uniform",
        N_("Glorot uniform"),
        "GlorotUniform",
        "w ~ U(−a, a), a = √(6 / (n_in + n_out))",
        N_("Even values whose spread fits the inputs and outputs of the layer; the usual choice."),
    ),
    _initializer(
        "glorot_normal",
        N_("Glorot normal"),
        "GlorotNormal",
        "w ~ N(0, 2 / (n_in + n_out)), cut at two deviations",
        N_("Normal values whose spread fits the inputs and outputs of the layer."),
    ),
    _initializer(
        "he_uniform",
        N_("He uniform"),
        "HeUniform",
        "w ~ U(−a, a), a = √(6 / n_in)",
        N_("Even values with a spread made for relu."),
    ),
    _initializer(
        "he_normal",
        N_("He normal"),
        "HeNormal",
        "w ~ N(0, 2 / n_in), cut at two deviations",
        N_("Normal values with a spread made for relu."),
    ),
    _initializer(
        "lecun_uniform",
        N_("LeCun uniform"),
        "LecunUniform",
        "w ~ U(−a, a), a = √(3 / n_in)",
        N_("Even values that keep the size of the signal the same from layer to layer."),
    ),
    _initializer(
        "lecun_normal",
        N_("LeCun normal"),
        "LecunNormal",
        "w ~ N(0, 1 / n_in), cut at two deviations",
        N_("Normal values that keep the size of the signal the same from layer to layer."),
    ),
    _initializer(
        "random_normal",
        N_("Random normal"),
        "RandomNormal",
        "w ~ N(mean, stddev²)",
        N_("Normal values with a mean and a spread of your choice."),
        _MEAN,
        _STDDEV,
    ),
    _initializer(
        "random_uniform",
        N_("Random uniform"),
        "RandomUniform",
        "w ~ U(minval, maxval)",
        N_("Any value between two bounds is equally likely."),
        Float(
            name="minval",
            title=N_("Smallest"),
            help=N_("Lower bound of the values."),
            default=-0.05,
            min=-100.0,
            max=100.0,
        ),
        Float(
            name="maxval",
            title=N_("Largest"),
            help=N_("Upper bound of the values."),
            default=0.05,
            min=-100.0,
            max=100.0,
        ),
    ),
    _initializer(
        "truncated_normal",
        N_("Truncated normal"),
        "TruncatedNormal",
        "w ~ N(mean, stddev²), cut at two deviations",
        N_("Normal values without the rare large ones."),
        _MEAN,
        _STDDEV,
    ),
    _initializer(
        "zeros",
        N_("Zeros"),
        "Zeros",
        "w = 0",
        N_("Everything starts at 0: right for biases; kernels of zeros cannot tell neurons apart."),
    ),
    _initializer("ones", N_("Ones"), "Ones", "w = 1", N_("Everything starts at 1.")),
    _initializer(
        "constant",
        N_("Constant"),
        "Constant",
        "w = value",
        N_("Everything starts at the same value."),
        Float(
            name="value",
            title=N_("Value"),
            help=N_("The value that every weight starts with."),
            default=0.0,
            min=-100.0,
            max=100.0,
        ),
    ),
    _initializer(
        "orthogonal",
        N_("Orthogonal"),
        "Orthogonal",
        "WᵀW = gain² · I",
        N_("A random rotation, which keeps a signal's size through many time steps."),
        _GAIN,
        axes=(2, 9),
    ),
    _initializer(
        "identity",
        N_("Identity"),
        "Identity",
        "W = gain · I",
        N_("Each unit starts by passing one input on; for square kernels of dense and recurrent layers."),
        _GAIN,
        axes=(2, 2),
    ),
    _initializer(
        "variance_scaling",
        N_("Variance scaling"),
        "VarianceScaling",
        "w with variance scale / n, n inputs, outputs or their mean",
        N_("A spread that fits the size of the layer, as Glorot, He and LeCun do, with every choice open."),
        Float(
            name="scale",
            title=N_("Scale"),
            help=N_("The variance times the size of the layer: 1 for LeCun, 2 for He."),
            default=1.0,
            min=0.0,
            max=100.0,
            open_min=True,
        ),
        Choice(
            name="mode",
            title=N_("Size"),
            help=N_("What is the size of a layer."),
            default="fan_in",
            options=(
                Option("fan_in", N_("inputs"), N_("How many numbers a unit reads.")),
                Option("fan_out", N_("outputs"), N_("How many units read a number.")),
                Option("fan_avg", N_("mean of both"), N_("The mean of inputs and outputs.")),
            ),
        ),
        Choice(
            name="distribution",
            title=N_("Distribution"),
            help=N_("How the values are spread around 0."),
            default="truncated_normal",
            options=(
                Option("truncated_normal", N_("normal, cut"), N_("Normal, cut at two deviations.")),
                Option("untruncated_normal", N_("normal"), N_("Normal, with the rare large ones.")),
                Option("uniform", N_("even"), N_("Any value between two bounds is equally likely.")),
            ),
        ),
    ),
)

INITIALIZERS: dict[str, Initializer] = {entry.key: entry for entry in _TABLE}
