"""Short real phrases in English and Russian: what emoji are called in both."""

from __future__ import annotations

from typing import Final

from immutabledict import immutabledict

from nnstudio.catalogue.params import Choice, Option
from nnstudio.catalogue.values import Params
from nnstudio.data.register import damaged, folder, registered
from nnstudio.data.source import Raw, Source
from nnstudio.data.text.number_words import DIRECTION, as_pair
from nnstudio.data.text.writing import Writing
from nnstudio.design.facts import Domain
from nnstudio.i18n import N_

_FILES: Final = {"things": "emoji_pairs.tsv", "people": "emoji_people.tsv"}
_COUNTS: Final = {"things": 1_914, "people": 1_546, "all": 3_460}
# What each choice is written with, at most; ``tests`` counts it.
_ENGLISH: Final = {
    "things": Writing(80, 1_784, longest=40, longest_in_words=8),
    "people": Writing(80, 210, longest=50, longest_in_words=8),
    "all": Writing(80, 1_784, longest=50, longest_in_words=8),
}
_RUSSIAN: Final = {
    "things": Writing(87, 2_081, longest=48, longest_in_words=8),
    "people": Writing(87, 280, longest=50, longest_in_words=8),
    "all": Writing(87, 2_081, longest=50, longest_in_words=8),
}
_PHRASES: Final = Choice(
    name="phrases",
    title=N_("Phrases"),
    help=N_("Which names are read: those of known parts can be translated, those of new words cannot."),
    default="all",
    options=(
        Option("all", N_("all"), N_("Names of things and of people, mixed.")),
        Option(
            "people",
            N_("people and hands"),
            N_("Each with a skin tone, such as “woman pilot dark skin tone”: new pairs of known parts."),
        ),
        Option(
            "things",
            N_("things"),
            N_("Without skin tones, such as “sun behind small cloud”: most words are in one or two only."),
        ),
    ),
)


def _load(params: Params) -> Raw:
    """Raises UserError if a file is missing or was changed."""
    chosen = _FILES if params["phrases"] == "all" else (params["phrases"],)
    pairs = [pair for key in chosen for pair in _read(_FILES[str(key)])]
    english, russian = zip(*pairs, strict=True)
    return as_pair(english, russian, params)


def _read(name: str) -> list[tuple[str, str]]:
    file = registered(folder(), name)
    english, between, russian = zip(*(line.partition("\t") for line in file.lines), strict=True)
    if len(english) != file.rows or not all(between):
        raise damaged(folder() / name)
    return list(zip(english, russian, strict=True))


def _writing(params: Params, english: bool) -> Writing:
    return (_ENGLISH if english else _RUSSIAN)[str(params["phrases"])]


EMOJI_PAIRS: Final = Source(
    key="emoji_pairs",
    title=N_("Names of emoji"),
    help=N_(
        "Short phrases in two languages, such as “sun behind small cloud” → “солнце за облачком”. Phrases of"
        " people are put together from parts that others have too; most words of things are in one or two"
        " only."
    ),
    params=(DIRECTION, _PHRASES),
    domain=Domain.TEXT,
    input_shape=(0,),
    target_names=(N_("translation"),),
    count=lambda params: _COUNTS[str(params["phrases"])],
    origin=N_("Unicode Common Locale Data Repository, as it comes with the package emoji."),
    licence=N_("BSD-3-Clause, as part of the package emoji"),
    load=_load,
    preparation=immutabledict(
        tokens="words", lower_case=True, length=8, vocabulary=2_200, test=0.15, validation=0.15
    ),
    writing=lambda params: _writing(params, params["direction"] == "en-ru"),
    answer_writing=lambda params: _writing(params, params["direction"] != "en-ru"),
)
