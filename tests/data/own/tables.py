"""What tests of tables share: from a file to prepared data in one call."""

from __future__ import annotations

from pathlib import Path

from nnstudio.data import prepare
from nnstudio.data.own.reading import Progress, silent
from nnstudio.data.own.table_choice import own_table, suggested
from nnstudio.data.own.tables import TableForm, TableFound, look_at_head, look_at_table
from nnstudio.data.prepared import Prepared
from nnstudio.design.model import DataChoice
from nnstudio.design.own import OWN, Gaps, OwnColumn, OwnData

AS_FOUND = TableForm()


def found(path: Path, form: TableForm = AS_FOUND, progress: Progress = silent) -> TableFound:
    return look_at_table(look_at_head(path, form, progress), progress)


def chosen(path: Path, *columns: OwnColumn, gaps: Gaps = "leave") -> OwnData:
    table = found(path)
    return own_table(table, columns or suggested(table), gaps)


def prepared(own: OwnData, **fields: object) -> Prepared:
    return prepare(DataChoice.model_validate({"source": OWN, "own": own, "validation": 0.0, **fields}))


def written(folder: Path, text: str | bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path
