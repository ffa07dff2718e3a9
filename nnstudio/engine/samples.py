"""What the network answers now: for the examples shown, over the plane, in its narrow layer."""

from __future__ import annotations

from collections.abc import Callable
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
    """Asks a model about a preview; compiled at the first call.

    at_once: how many examples to compute together, which bounds the memory that it takes.
    answer: what makes answers of the outputs, where they are none themselves.
    """

    def __init__(
        self,
        model: Any,
        preview: Preview,
        narrow: LayerId | None,
        at_once: int,
        answer: Callable[[Any], Any] | None = None,
    ) -> None:
        self._shown = preview.shown.inputs
        self._plane = None if preview.extent is None else plane_points(preview.extent)
        self._at_once = at_once
        wanted = [model.output if answer is None else answer(model.output)]
        if narrow is not None:
            wanted.append(model.get_layer(narrow).output)
        asked = keras.Model(model.input, wanted)
        self._ask = tf.function(
            lambda inputs: asked(inputs, training=False),
            input_signature=[tf.TensorSpec((None, *model.input.shape[1:]), tf.float32)],
            autograph=False,
        )

    def __call__(self) -> Answers:
        outputs, *codes = self._answers(self._shown)
        return Answers(
            outputs=outputs,
            surface=None if self._plane is None else self._answers(self._plane)[0].reshape(SIDE, SIDE, -1),
            codes=two_components(codes[0]) if codes else None,
        )

    def outputs(self, inputs: Floats) -> Floats:
        """What the network answers to any inputs (n, *input_shape), n at least 1."""
        return self._answers(inputs)[0]

    def _answers(self, inputs: Floats) -> list[Floats]:
        """The outputs for these inputs, then the codes if there is a narrow layer."""
        starts = range(0, len(inputs), self._at_once)
        parts = [self._ask(tf.constant(inputs[start : start + self._at_once])) for start in starts]
        rows = [part if isinstance(part, list | tuple) else [part] for part in parts]
        return [np.concatenate([tensor.numpy() for tensor in column]) for column in zip(*rows, strict=True)]


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
