"""Fixes of what a design learns from, and how that is prepared."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.catalogue.values import Value
from nnstudio.design import edits
from nnstudio.design.changes import Change
from nnstudio.design.edits.layers import param_named
from nnstudio.design.fields import DATA_FIELDS
from nnstudio.design.fixes.recipe import param_title
from nnstudio.design.model import Design, Scaling
from nnstudio.i18n import _


@dataclass(frozen=True)
class ScaleData:
    scaling: Scaling

    @property
    def title(self) -> str:
        return _("Scale the data")

    def edit(self, design: Design) -> tuple[Design, Change]:
        return edits.set_data(design, "scaling", self.scaling)


@dataclass(frozen=True)
class SetData:
    """One field of how the data is split and prepared, such as the validation part."""

    field: str
    value: Value

    @property
    def title(self) -> str:
        return param_title(param_named(DATA_FIELDS, self.field), self.value)

    def edit(self, design: Design) -> tuple[Design, Change]:
        return edits.set_data(design, self.field, self.value)
