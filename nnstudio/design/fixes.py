"""What may mend a design that could not be trained: values that travel with the bad news.

Each has a ``title`` for the button that does it, and ``edit``, which is an edit like those of
``design.edits``: pure, undone in one step, and refused with a UserError where the design has changed so
much that it no longer applies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from nnstudio.catalogue import ACTIVATIONS, LAYERS
from nnstudio.catalogue.values import Value
from nnstudio.design import edits
from nnstudio.design.changes import Change, Changed
from nnstudio.design.model import Design, LayerId, LayerRow, Scaling
from nnstudio.i18n import _

_INITIALIZER: Final = "kernel_initializer"


@dataclass(frozen=True)
class ChangeLearningRate:
    value: float

    @property
    def title(self) -> str:
        return _("Set the learning rate to {rate:g}").format(rate=self.value)

    def edit(self, design: Design) -> tuple[Design, Change]:
        return edits.set_optimizer_param(design, "learning_rate", self.value)


@dataclass(frozen=True)
class ScaleData:
    scaling: Scaling

    @property
    def title(self) -> str:
        return _("Scale the data")

    def edit(self, design: Design) -> tuple[Design, Change]:
        return edits.set_data(design, "scaling", self.scaling)


@dataclass(frozen=True)
class SmallerBatch:
    """size: examples for each update, in mini-batches."""

    size: int

    @property
    def title(self) -> str:
        return _("Set the batch size to {size:,}").format(size=self.size)

    def edit(self, design: Design) -> tuple[Design, Change]:
        in_batches, _change = edits.set_recipe(design, "batching", "mini")
        return edits.set_recipe(in_batches, "batch_size", self.size)


@dataclass(frozen=True)
class SetActivation:
    layer: LayerId
    activation: str

    @property
    def title(self) -> str:
        return _("Set its activation to {activation}").format(
            activation=_(ACTIVATIONS[self.activation].title)
        )

    def edit(self, design: Design) -> tuple[Design, Change]:
        return edits.set_param(design, self.layer, "activation", self.activation)


@dataclass(frozen=True)
class UsualFirstWeights:
    """The weights of all layers begin as they do by default."""

    @property
    def title(self) -> str:
        return _("Begin with usual weights")

    def edit(self, design: Design) -> tuple[Design, Change]:
        changed = design
        for row in unusual_rows(design):
            changed, _change = edits.set_param(changed, row.id, _INITIALIZER, _usual(row))
        return changed, Change(Changed.ALL, self.title)


def unusual_rows(design: Design) -> list[LayerRow]:
    """The rows whose weights begin otherwise than by default."""
    return [row for row in design.layers if row.params.get(_INITIALIZER, _usual(row)) != _usual(row)]


def _usual(row: LayerRow) -> Value | None:
    params = LAYERS[row.kind].params if row.kind in LAYERS else ()
    return next((param.default for param in params if param.name == _INITIALIZER), None)


Fix = ChangeLearningRate | ScaleData | SmallerBatch | SetActivation | UsualFirstWeights
