"""The table of all data sets, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from immutabledict import immutabledict
from numpy.typing import NDArray

from nnstudio.catalogue.params import ParamError, check_params, unknown_name
from nnstudio.catalogue.values import Params
from nnstudio.data.clips import CLIPS
from nnstudio.data.drawn_points import DRAWN_POINTS
from nnstudio.data.fetched import FETCHED
from nnstudio.data.generated_series import GENERATED_SERIES
from nnstudio.data.images import IMAGES
from nnstudio.data.letters import LETTERS
from nnstudio.data.own.inside import within_reach
from nnstudio.data.own.kinds import kind_of
from nnstudio.data.own.reading import Progress, share, silent
from nnstudio.data.own.repeats import repeats_of
from nnstudio.data.own.source import own_source
from nnstudio.data.photographs import PHOTOGRAPHS
from nnstudio.data.points import POINTS
from nnstudio.data.series import SERIES
from nnstudio.data.source import Raw, Source
from nnstudio.data.tables import TABLES
from nnstudio.data.text.classified import CLASSIFIED_TEXTS
from nnstudio.data.text.tables import WRITTEN
from nnstudio.design.model import DataChoice
from nnstudio.design.own import OwnData
from nnstudio.errors import UserError

_ALL: Final = (
    *POINTS,
    *DRAWN_POINTS,
    *IMAGES,
    *LETTERS,
    *PHOTOGRAPHS,
    *CLIPS,
    *TABLES,
    *SERIES,
    *GENERATED_SERIES,
    *CLASSIFIED_TEXTS,
    *WRITTEN,
    *FETCHED,
)

SOURCES: Final[Mapping[str, Source]] = {source.key: source for source in _ALL}

_KEPT: Final = 4  # loaded sets: a run's own and a few looked at meanwhile
_OWN_KEPT: Final[dict[tuple[OwnData, object], Raw]] = {}  # the newest alone, with what told its state


def find(key: str) -> Source:
    """The data set of that name; raises UserError that names the near ones."""
    source = SOURCES.get(key)
    if source is None:
        raise UserError(unknown_name(key, SOURCES), where="data.source")
    return source


def source_of(choice: DataChoice) -> Source:
    """The data set that a choice is made of; raises UserError."""
    if choice.own is not None:
        return own_source(choice.own)
    source = find(choice.source)
    return source if source.fitted is None else source.fitted(source, choice.params)


def default_choice(key: str) -> DataChoice:
    """The data set as it is best prepared, all its parameters at their defaults. Raises UserError."""
    source = find(key)
    fields = {"params": check_params(source.params, {}), **source.preparation}
    return DataChoice.model_validate({"source": key, **fields})


def source_params(choice: DataChoice) -> Params:
    """All parameters of the choice's source in their normal form; raises UserError."""
    try:
        return check_params(source_of(choice).params, choice.params)
    except ParamError as error:
        raise UserError(error.message, where=".".join(("data.params", *error.path))) from None


def load(choice: DataChoice, progress: Progress = silent) -> Raw:
    """The set as its source gives it, with arrays that cannot be written.

    progress: is told how far the reading of own data is. Raises UserError, and Cancelled where it does.
    """
    if choice.own is not None:
        return _load_own(choice.own, stamp_of(choice), progress)
    return _load(choice.source, immutabledict(source_params(choice)))


@lru_cache(maxsize=_KEPT)
def _load(key: str, params: immutabledict[str, object]) -> Raw:
    raw = SOURCES[key].load(params)  # type: ignore[arg-type]
    freeze(raw.inputs, raw.targets, raw.times, raw.pixels)
    return raw


def stamp_of(choice: DataChoice) -> object:
    """Of own data, by what it can be told quickly that they are no longer as they were; else None."""
    own = choice.own
    return None if own is None or own.inside else kind_of(own).stamp(Path(own.path))


def _load_own(own: OwnData, stamp: object, progress: Progress) -> Raw:
    kept = _OWN_KEPT.get((own, stamp))
    if kept is None:
        _OWN_KEPT.clear()  # first, for its memory is wanted
        raw = kind_of(own).load(within_reach(own), share(progress, 0, 9, 10))
        kept = replace(raw, same=repeats_of(raw, share(progress, 9, 10, 10)))
        freeze(kept.inputs, kept.targets, kept.times, kept.pixels, kept.same)
        _OWN_KEPT[own, stamp] = kept
    return kept


def freeze(*arrays: NDArray[np.generic] | None) -> None:
    """Arrays that are handed over are never written again."""
    for array in arrays:
        if array is not None:
            array.setflags(write=False)
