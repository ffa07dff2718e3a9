"""What the network answers now: for the examples shown, over the plane, in its narrow layer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.prepared import Preview
from nnstudio.data.source import Integers
from nnstudio.design.model import LayerId
from nnstudio.engine.backend import keras, tf
from nnstudio.engine.codes import Decoder, clusters, in_a_plane, purity
from nnstudio.errors import UserError
from nnstudio.i18n import _
from nnstudio.protocol.events import Plane

SIDE = 60  # points of the decision surface along each axis
MOST_UNITS = 256  # of a narrow layer, whose numbers are told one by one: a megabyte for the most examples

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Answers:
    """outputs (n, *output_shape); surface (SIDE, SIDE, outputs), rows from y_min up; codes (n, 1 or 2).

    decoder: where the codes lie among all that the layers below can be asked about, if they can. units:
    (n, width) of a narrow layer of more than two numbers, up to ``MOST_UNITS``.
    """

    outputs: Floats
    surface: Floats | None = None
    codes: Floats | None = None
    decoder: Plane | None = None
    units: Floats | None = None


class Sampler:
    """Asks a model about a preview; compiled at the first call.

    narrow: the layer of an autoencoder whose output are the codes. decodes: whether what is given follows
    from these alone. at_once: how many examples to compute together, which bounds the memory that it takes.
    answer: what makes answers of the outputs, where they are none themselves.
    """

    def __init__(
        self,
        model: Any,
        preview: Preview,
        narrow: LayerId | None,
        at_once: int,
        answer: Callable[[Any], Any] | None = None,
        *,
        decodes: bool = False,
    ) -> None:
        self._shown = preview.shown.inputs
        self._labels = preview.shown.labels
        self._decoder = Decoder(model, narrow, answer) if narrow is not None and decodes else None
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
        points, plane = in_a_plane(codes[0]) if codes else (None, None)
        flat = codes[0].reshape(len(outputs), -1) if codes else None
        return Answers(
            outputs=outputs,
            surface=None if self._plane is None else self._answers(self._plane)[0].reshape(SIDE, SIDE, -1),
            codes=points,
            decoder=None if self._decoder is None else plane,
            units=flat if flat is not None and 2 < flat.shape[1] <= MOST_UNITS else None,
        )

    def outputs(self, inputs: Floats) -> Floats:
        """What the network answers to any inputs (n, *input_shape), n at least 1."""
        return self._answers(inputs)[0]

    def decoded(self, codes: Floats) -> Floats:
        """What the layers below the narrow one make of codes (n, width). Raises UserError."""
        if self._decoder is None:
            raise UserError(
                _("What this network gives does not follow from a narrow layer alone."),
                hint=_("Take away what leads past the narrow layer."),
            )
        return self._decoder(codes)

    def clusters(self, count: int) -> tuple[Integers, float | None]:
        """The cluster of each example shown, and how pure they are. Raises UserError."""
        _outputs, *codes = self._answers(self._shown)
        if not codes:
            raise UserError(_("This network has no narrow layer whose codes could form clusters."))
        found = clusters(codes[0], count, self._labels)
        return found, None if self._labels is None else purity(found, self._labels)

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
