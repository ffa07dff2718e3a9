"""Own data as a data set like any other, described from what the design remembers."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePath
from typing import Final

from nnstudio.data.own.inside import within_reach
from nnstudio.data.own.kinds import kind_of
from nnstudio.data.own.reading import silent
from nnstudio.data.source import Source
from nnstudio.design.own import OWN, OwnData
from nnstudio.i18n import N_, Name

_KEPT: Final = 8


@lru_cache(maxsize=_KEPT)
def own_source(own: OwnData) -> Source:
    """The data set; instant, nothing is read until it is loaded."""
    kind = kind_of(own)
    return Source(
        key=OWN,
        title=Name(PurePath(own.path).name),
        help=N_("Your own data."),
        count=lambda params: own.count,
        origin=Name(own.path),
        licence=N_("yours to know"),
        load=lambda params: kind.load(within_reach(own), silent),
        reach=own.reach,
        **kind.describe(own),
    )
