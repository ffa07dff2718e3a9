"""Parameters that several layers have."""

from __future__ import annotations

from dataclasses import replace

from nnstudio.catalogue.activations import ACTIVATIONS
from nnstudio.catalogue.constraints import CONSTRAINTS
from nnstudio.catalogue.initializers import INITIALIZERS
from nnstudio.catalogue.params import AxesRule, Bool, Choice, Int, Option, PartParam
from nnstudio.catalogue.regularizers import REGULARIZERS
from nnstudio.catalogue.values import Part
from nnstudio.i18n import N_

_ACTIVATION_OPTIONS = tuple(Option(entry.key, entry.title, entry.help) for entry in ACTIVATIONS.values())
_INITIALIZER_KINDS = tuple(INITIALIZERS.values())
_MATRIX_REGULARIZER_KINDS = tuple(REGULARIZERS.values())
_REGULARIZER_KINDS = tuple(kind for kind in REGULARIZERS.values() if not kind.matrices_only)
_CONSTRAINT_KINDS = tuple(CONSTRAINTS.values())

LARGEST_KERNEL = 128  # from about 200 on, TensorFlow 2.21 aborts where an image is much smaller
LARGEST_SIZE = 65_536  # units or filters of a layer, and every axis of a shape

UNITS = Int(
    name="units",
    title=N_("Units"),
    help=N_("Number of neurons; also how many numbers come out."),
    default=32,
    min=1,
    max=LARGEST_SIZE,
)

USE_BIAS = Bool(
    name="use_bias",
    title=N_("Bias"),
    help=N_("Adds a number of its own to each sum, so that a neuron can be active without input."),
    default=True,
    advanced=True,
)


def activation(
    default: str,
    name: str = "activation",
    title: str = N_("Activation"),
    help: str = N_("Function that each sum passes through."),
    advanced: bool = False,
) -> Choice:
    return Choice(
        name=name, title=title, help=help, default=default, options=_ACTIVATION_OPTIONS, advanced=advanced
    )


def initializer(name: str, title: str, default: str, help: str, axes: int | AxesRule = 2) -> PartParam:
    """axes: of the weights; 3 stands for more than two."""
    return PartParam(
        name=name,
        title=title,
        help=help,
        default=Part(kind=default, params=INITIALIZERS[default].defaults),
        kinds=_INITIALIZER_KINDS,
        advanced=True,
        axes=axes,
    )


def regularizer(
    name: str,
    title: str,
    help: str,
    advanced: bool = True,
    matrix: bool = False,
    from_recipe: bool = False,
) -> PartParam:
    """matrix: whether what it looks at has rows and columns and no more, whatever the layer reads."""
    return PartParam(
        name=name,
        title=title,
        help=help,
        default=Part(kind="none"),
        kinds=_MATRIX_REGULARIZER_KINDS if matrix else _REGULARIZER_KINDS,
        advanced=advanced,
        from_recipe=from_recipe,
    )


def constraint(name: str, title: str, help: str) -> PartParam:
    return PartParam(
        name=name, title=title, help=help, default=Part(kind="none"), kinds=_CONSTRAINT_KINDS, advanced=True
    )


KERNEL_INITIALIZER = initializer(
    "kernel_initializer",
    N_("Kernel initializer"),
    "glorot_uniform",
    N_("How the weights of the inputs start."),
)
WINDOW_INITIALIZER = replace(KERNEL_INITIALIZER, axes=3)  # of kernels that slide, and of several heads
RECURRENT_INITIALIZER = initializer(
    "recurrent_initializer",
    N_("Recurrent initializer"),
    "orthogonal",
    N_("How the weights from step to step start."),
)
BIAS_INITIALIZER = initializer(
    "bias_initializer", N_("Bias initializer"), "zeros", N_("How the biases start."), axes=1
)


def _kernel_regularizer(matrix: bool) -> PartParam:
    return regularizer(
        "kernel_regularizer",
        N_("Regularization"),
        N_("Keeps the weights of this layer small; “none” leaves it to the recipe's setting for all layers."),
        advanced=False,
        matrix=matrix,
        from_recipe=True,
    )


KERNEL_REGULARIZER = _kernel_regularizer(matrix=False)
MATRIX_REGULARIZER = _kernel_regularizer(matrix=True)  # of layers whose kernel has rows and columns
RECURRENT_REGULARIZER = regularizer(
    "recurrent_regularizer",
    N_("Recurrent regularization"),
    N_("Keeps the weights from step to step small."),
)
BIAS_REGULARIZER = regularizer(
    "bias_regularizer", N_("Bias regularization"), N_("Keeps the biases of this layer small.")
)
ACTIVITY_REGULARIZER = regularizer(
    "activity_regularizer",
    N_("Activity regularization"),
    N_("Keeps the outputs of this layer small; L1 leaves only few units active at a time."),
)
KERNEL_CONSTRAINT = constraint(
    "kernel_constraint",
    N_("Kernel constraint"),
    N_("What the weights of the inputs are brought back to after every update."),
)
RECURRENT_CONSTRAINT = constraint(
    "recurrent_constraint",
    N_("Recurrent constraint"),
    N_("What the weights from step to step are brought back to after every update."),
)
BIAS_CONSTRAINT = constraint(
    "bias_constraint",
    N_("Bias constraint"),
    N_("What the biases are brought back to after every update."),
)
