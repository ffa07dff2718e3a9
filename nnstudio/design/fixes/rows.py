"""Fixes of single rows: their parameters, their place, what they read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from nnstudio.catalogue import ACTIVATIONS, LAYERS
from nnstudio.catalogue.values import Value
from nnstudio.design import edits
from nnstudio.design.changes import Change, Changed
from nnstudio.design.model import Design, LayerId, LayerRow
from nnstudio.i18n import _, ngettext

_INITIALIZER: Final = "kernel_initializer"


@dataclass(frozen=True)
class SetParam:
    """kind: of the row, for the title alone."""

    layer: LayerId
    kind: str
    name: str
    value: Value

    @property
    def title(self) -> str:
        params = LAYERS[self.kind].params if self.kind in LAYERS else ()
        param = next((param for param in params if param.name == self.name), None)
        name = _(param.title) if param else self.name
        return _("Set “{param}” to {value}").format(
            param=name, value=param.text(self.value) if param else self.value
        )

    def edit(self, design: Design) -> tuple[Design, Change]:
        return edits.set_param(design, self.layer, self.name, self.value)


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
class SetActivations:
    """The same for several rows."""

    layers: tuple[LayerId, ...]
    activation: str

    @property
    def title(self) -> str:
        count = len(self.layers)
        return ngettext("Choose {name} in {count} layer", "Choose {name} in {count} layers", count).format(
            name=_(ACTIVATIONS[self.activation].title), count=count
        )

    def edit(self, design: Design) -> tuple[Design, Change]:
        for layer in self.layers:
            design, _change = edits.set_param(design, layer, "activation", self.activation)
        return design, Change(Changed.ALL, self.title)


@dataclass(frozen=True)
class ThawRows:
    """All frozen rows are trained again."""

    @property
    def title(self) -> str:
        return _("Train all layers")

    def edit(self, design: Design) -> tuple[Design, Change]:
        return edits.freeze(design, [row.id for row in design.layers if not row.trainable], False)


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
