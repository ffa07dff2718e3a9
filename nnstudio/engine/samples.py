"""What the network answers now: for the examples shown, over the plane, in its narrow layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.prepared import Preview
from nnstudio.design.model import LayerId
from nnstudio.engine.backend import keras, tf

SIDE = 60  # points of the decision surface along each axis

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Answers:
    """outputs (n, *output_shape); surface (SIDE, SIDE, outputs), rows from y_min up; codes (n, 1 or 2)."""

    outputs: Floats
    surface: Floats | None = None
    codes: Floats | None = None


class Sampler:
    """Asks a model about a preview; compiled at the first call."""

    def __init__(self, model: Any, preview: Preview, narrow: LayerId | None = None) -> None:
        self._shown = tf.constant(preview.shown.inputs)
        self._plane = None if preview.extent is None else tf.constant(plane_points(preview.extent))
        self._has_codes = narrow is not None
        wanted = {"outputs": model.output}
        if narrow is not None:
            wanted["codes"] = model.get_layer(narrow).output
        asked = keras.Model(model.input, wanted)
        self._answer = tf.function(lambda: self._ask(asked), input_signature=[], autograph=False)

    def __call__(self) -> Answers:
        outputs, codes, surface = (part.numpy() for part in self._answer())
        return Answers(
            outputs=outputs,
            surface=None if self._plane is None else surface.reshape(SIDE, SIDE, -1),
            codes=two_components(codes) if self._has_codes else None,
        )

    def _ask(self, asked: Any) -> tuple[Any, Any, Any]:
        shown = asked(self._shown, training=False)
        nothing = tf.zeros((0,))
        surface = nothing if self._plane is None else asked(self._plane, training=False)["outputs"]
        return shown["outputs"], shown.get("codes", nothing), surface


def plane_points(extent: tuple[float, float, float, float]) -> Floats:
    """The points (SIDE × SIDE, 2) of a grid over (x_min, x_max, y_min, y_max), row by row from y_min up."""
    x_min, x_max, y_min, y_max = extent
    x, y = np.meshgrid(np.linspace(x_min, x_max, SIDE), np.linspace(y_min, y_max, SIDE))
    return np.column_stack([x.ravel(), y.ravel()]).astype(np.float32)


def two_components(codes: Floats) -> Floats:
    """Codes (n, …) as points: as they are up to two numbers wide, else their two principal components.

    The sign of a component is arbitrary; here its largest weight is positive, so that the picture does
    not flip from one moment to the next.
    """
    flat = codes.reshape(len(codes), -1)
    if flat.shape[1] <= 2 or not np.isfinite(flat).all():
        return flat[:, :2]
    centred = flat - flat.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    axes = axes[:2]
    largest = np.abs(axes).argmax(axis=1)
    axes = axes * np.sign(axes[np.arange(len(axes)), largest])[:, None]
    components: Floats = (centred @ axes.T).astype(np.float32)
    return components
