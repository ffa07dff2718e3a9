"""Which steps belong to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from nnstudio.design.own import OwnData
from nnstudio.errors import UserError
from nnstudio.gui.own_data.steps import Steps
from nnstudio.gui.own_data.table_steps import TableSteps
from nnstudio.i18n import _

_TABLES: Final = (".csv", ".tsv", ".tab", ".dat", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_REFUSED: Final = (".pkl", ".pickle", ".joblib", ".npy")


def steps_for(path: Path, before: OwnData | None) -> Steps:
    """Raises UserError for what cannot be read here. before: own data of the same path, chosen again."""
    suffix = path.suffix.lower()
    if suffix in _TABLES:
        return TableSteps(before)
    if suffix in _REFUSED:
        raise UserError(
            _("“{name}” can run code when it is opened, so it is not.").format(name=path.name),
            hint=_("Save the data as a table: CSV or Excel."),
        )
    raise UserError(
        _("“{name}” is of a kind that cannot be read here.").format(name=path.name),
        hint=_("Choose a table as CSV or Excel."),
    )
