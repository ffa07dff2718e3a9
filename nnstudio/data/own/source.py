"""Own data as a data set like any other, described from what the design remembers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import PurePath
from typing import Any, Final

from immutabledict import immutabledict

from nnstudio.data.own.table_choice import input_width
from nnstudio.data.own.table_load import load_table
from nnstudio.data.source import Raw, Source
from nnstudio.design.facts import Domain
from nnstudio.design.own import OWN, OwnData
from nnstudio.i18n import N_

_KEPT: Final = 8


@lru_cache(maxsize=_KEPT)
def own_source(own: OwnData) -> Source:
    """The data set; instant, nothing is read until it is loaded."""
    describe, load = _KINDS[own.kind]
    return Source(
        key=OWN,
        title=PurePath(own.path).name,
        help=N_("Your own data."),
        count=lambda params: own.count,
        origin=own.path,
        licence=N_("yours to know"),
        load=lambda params: load(own),
        reach=own.reach,
        **describe(own),
    )


def _table(own: OwnData) -> dict[str, Any]:
    columns = own.table.columns
    targets = [column for column in columns if column.role == "target"]
    names = tuple(column.name for column in targets)
    if any(column.role == "time" for column in columns):
        return {
            "domain": Domain.SERIES,
            "input_shape": (1,),
            "features": names,
            "target_names": names,
            "preparation": immutabledict(scaling="standard"),
        }
    features: list[str] = []
    for column in columns:
        if column.role == "input":
            several = column.kind == "category"
            features += [f"{column.name}: {key}" for key in column.categories] if several else [column.name]
    return {
        "domain": Domain.TABLE,
        "input_shape": (input_width(own.table),),
        "features": tuple(features),
        "classes": next((column.categories for column in targets if column.kind == "category"), ()),
        "target_names": names,
        "preparation": immutabledict(scaling="standard"),
    }


_KINDS: Final[Mapping[str, tuple[Callable[[OwnData], dict[str, Any]], Callable[[OwnData], Raw]]]] = {
    "table": (_table, load_table),
}
