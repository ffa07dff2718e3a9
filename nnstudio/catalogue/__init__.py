"""What exists, as tables: layers, activations, losses, optimizers, schedules, regularizers and so on.

To add one, write its entry in the file of its table; nothing else in the program needs a line for it.
"""

from collections.abc import Mapping
from typing import Final

from nnstudio.catalogue.activations import ACTIVATIONS
from nnstudio.catalogue.constraints import CONSTRAINTS
from nnstudio.catalogue.initializers import INITIALIZERS
from nnstudio.catalogue.layers import LAYERS
from nnstudio.catalogue.losses import LOSSES
from nnstudio.catalogue.metrics import METRICS, metrics_for
from nnstudio.catalogue.optimizers import OPTIMIZERS
from nnstudio.catalogue.params import Kind
from nnstudio.catalogue.regularizers import REGULARIZERS
from nnstudio.catalogue.schedules import SCHEDULES
from nnstudio.catalogue.shapes import shape_text
from nnstudio.catalogue.wrappers import wrapped

TABLES: Final[Mapping[str, Mapping[str, Kind]]] = {
    "layer": LAYERS,
    "activation": ACTIVATIONS,
    "loss": LOSSES,
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
    "regularizer": REGULARIZERS,
    "constraint": CONSTRAINTS,
    "initializer": INITIALIZERS,
    "metric": METRICS,
}
"""All of them, by what an entry is called."""

__all__ = [
    "ACTIVATIONS",
    "CONSTRAINTS",
    "INITIALIZERS",
    "LAYERS",
    "LOSSES",
    "METRICS",
    "OPTIMIZERS",
    "REGULARIZERS",
    "SCHEDULES",
    "TABLES",
    "metrics_for",
    "shape_text",
    "wrapped",
]
