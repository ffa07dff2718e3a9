"""A table of one's own, described as a data set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from immutabledict import immutabledict

from nnstudio.data.own.table_choice import input_width, table_of
from nnstudio.data.own.table_texts import describe_texts, reads_text
from nnstudio.design.facts import Domain
from nnstudio.design.own import OwnColumn, OwnData
from nnstudio.i18n import names


def describe_table(own: OwnData) -> dict[str, Any]:
    table = table_of(own)
    columns = table.columns
    targets = [column for column in columns if column.role == "target"]
    asked = names(column.name for column in targets)
    if any(column.role == "time" for column in columns):
        return {
            "domain": Domain.SERIES,
            "input_shape": (1,),
            "features": asked,
            "target_names": asked,
            "preparation": immutabledict(scaling="standard"),
        }
    if reads_text(table):
        return describe_texts(table)
    features: list[str] = []
    for column in columns:
        if column.role == "input":
            several = column.kind == "category"
            features += [f"{column.name}: {key}" for key in column.categories] if several else [column.name]
    return {
        "domain": Domain.POINTS if _is_plane(columns) else Domain.TABLE,
        "input_shape": (input_width(table),),
        "features": names(features),
        "classes": names(next((column.categories for column in targets if column.kind == "category"), ())),
        "target_names": asked,
        "preparation": immutabledict(scaling="standard", **({} if targets else {"goal": "inputs"})),
    }


def _is_plane(columns: Sequence[OwnColumn]) -> bool:
    """Whether an example is a place in the plane, with a class or a quantity there."""
    inputs, targets = ([column for column in columns if column.role == role] for role in ("input", "target"))
    return len(inputs) == 2 and len(targets) == 1 and all(column.kind == "number" for column in inputs)
