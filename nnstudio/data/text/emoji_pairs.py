"""Short real phrases in English and Russian: what emoji are called in both."""

from __future__ import annotations

from typing import Final

from immutabledict import immutabledict

from nnstudio.catalogue.values import Params
from nnstudio.data.register import damaged, folder, registered
from nnstudio.data.source import Raw, Source
from nnstudio.data.text.number_words import DIRECTION, as_pair
from nnstudio.data.text.writing import Writing
from nnstudio.design.facts import Domain
from nnstudio.i18n import N_

_FILE: Final = "emoji_pairs.tsv"
_COUNT: Final = 1_914
_ENGLISH: Final = Writing(80, 1_784, longest=40, longest_in_words=8)
_RUSSIAN: Final = Writing(87, 2_081, longest=48, longest_in_words=8)


def _load(params: Params) -> Raw:
    """Raises UserError if the file is missing or was changed."""
    file = registered(folder(), _FILE)
    english, between, russian = zip(*(line.partition("\t") for line in file.lines), strict=True)
    if len(english) != file.rows or not all(between):
        raise damaged(folder() / _FILE)
    return as_pair(english, russian, params)


EMOJI_PAIRS: Final = Source(
    key="emoji_pairs",
    title=N_("Names of emoji"),
    help=N_(
        "Short phrases in two languages, such as “sun behind small cloud” → “солнце за облачком”: few of"
        " them, and most words are in one or two only."
    ),
    params=(DIRECTION,),
    domain=Domain.TEXT,
    input_shape=(0,),
    target_names=(N_("translation"),),
    count=lambda params: _COUNT,
    origin=N_("Unicode Common Locale Data Repository, as it comes with the package emoji."),
    licence=N_("BSD-3-Clause, as part of the package emoji"),
    load=_load,
    preparation=immutabledict(
        tokens="words", lower_case=True, length=8, vocabulary=2_200, test=0.15, validation=0.15
    ),
    writing=lambda params: _ENGLISH if params["direction"] == "en-ru" else _RUSSIAN,
    answer_writing=lambda params: _RUSSIAN if params["direction"] == "en-ru" else _ENGLISH,
)
